"""«Not modified»: the browser and every cache go on with the headers that came with the page itself."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import http


class ConditionalGetMiddleware(http.ConditionalGetMiddleware):
    """Such an answer names no policy: it would be that of the site, in place of the page's own.

    An informer would no longer open in its frame, and a picture would lose its sheet, as soon as either was
    asked about again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer = super().process_response(request, response)
        if answer.status_code == 304:
            # What django.views.decorators.csp writes: with an empty policy there is no header.
            answer._csp_config = answer._csp_ro_config = {}  # type: ignore[attr-defined]
        return answer
