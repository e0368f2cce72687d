"""What pages of the registry say of themselves to search engines and to those who share them."""

from django.http import HttpRequest

from newsportal.lib.addresses import in_language
from newsportal.lib.meta import Meta


def page_meta(request: HttpRequest, title: str, description: str) -> Meta:
    alternates = {language: in_language(request.path, language) for language in ("ru", "kk")}
    return Meta(title=title, path=request.path, description=description, alternates=alternates)
