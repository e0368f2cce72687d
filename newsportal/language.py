"""The language of a page comes from its address, the admin's from the profile of its user.

The API gives texts in both, and its sentences about mistakes in the language that `Accept-Language` asks for.

Who has not signed in yet may choose: the sign-in page is Russian until somebody asks for `?language=kk`.

Django's LocaleMiddleware would add `Vary: Accept-Language` to every page and split every cache.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from newsportal.lib.addresses import is_of_api, is_of_staff, language_of

CHOICE = "language"
"""The parameter that chooses the language of the sign-in pages, and the cookie that remembers it."""
LANGUAGES = {"ru", "kk"}
YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """Activate ru or kk for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self._language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "ru")
        chosen = request.GET.get(CHOICE)
        if chosen in LANGUAGES and is_of_staff(request.path_info):
            response.set_cookie(
                CHOICE, chosen, max_age=YEAR, secure=settings.IS_HTTPS, httponly=True, samesite="Lax"
            )
        return response

    def _language(self, request: HttpRequest) -> str:
        if is_of_api(request.path_info):
            return _preferred(request.headers.get("Accept-Language", ""))
        if not is_of_staff(request.path_info):
            return language_of(request.path_info)
        # Anonymous visitors of the sign-in pages have no profile.
        for language in (
            getattr(request.user, "language", None),
            request.GET.get(CHOICE),
            request.COOKIES.get(CHOICE),
        ):
            if language in LANGUAGES:
                return str(language)
        return "ru"


def _preferred(accepted: str) -> str:
    """The first of our languages in the header; English is that of the source."""
    for tag, _weight in parse_accept_lang_header(accepted.lower()[:200]):
        if (language := tag.partition("-")[0]) in LANGUAGES | {"en"}:
            return language
    return "ru"
