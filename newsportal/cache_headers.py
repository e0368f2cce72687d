"""What caches outside may keep, for answers that do not say it themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from newsportal.lib.addresses import is_of_staff

REDIRECT_SECONDS = 3600
"""A browser keeps a permanent redirect for ever unless told; a rubric may move back."""


class CacheHeadersMiddleware:
    """Pages are kept but asked about each time, redirects for an hour, errors and the desk not at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = (
                "no-store" if is_of_staff(request.path_info) else _rule(response.status_code)
            )
        if not response.headers.get("Content-Type", "").startswith("image/"):
            # Also on answers too small to compress: a cache must not give one variant for another.
            patch_vary_headers(response, ["Accept-Encoding"])
        return response


def _rule(status: int) -> str:
    if status in {301, 308}:
        return f"public, max-age={REDIRECT_SECONDS}"
    return "no-cache" if status in {200, 304} else "no-store"
