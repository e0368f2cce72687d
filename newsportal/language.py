"""The language of a page comes from its address, the admin's from the profile of its user.

Django's LocaleMiddleware would add `Vary: Accept-Language` to every page and split every cache.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from newsportal.lib.addresses import language_of


class LanguageMiddleware:
    """Activate ru or kk for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self._language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "ru")
            return response

    def _language(self, request: HttpRequest) -> str:
        if request.path_info.startswith("/admin/"):
            # Anonymous visitors of the sign-in page have no profile.
            return getattr(request.user, "language", None) or "ru"
        return language_of(request.path_info)
