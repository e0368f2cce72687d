"""«Not modified»: the browser and every cache go on with the headers that came with the page itself."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import http
from django.utils.cache import set_response_etag


class ConditionalGetMiddleware(http.ConditionalGetMiddleware):
    """Such an answer names no policy: it would be that of the site, in place of the page's own.

    An informer would no longer open in its frame, and a picture would lose its sheet, as soon as either was
    asked about again.

    HEAD is told the same tag: our views answer it as GET, and the server takes the body off later.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.method == "HEAD" and self.needs_etag(response) and not response.has_header("ETag"):
            set_response_etag(response)
        answer = super().process_response(request, response)
        if answer.status_code == 304:
            # What django.views.decorators.csp writes: with an empty policy there is no header.
            answer._csp_config = answer._csp_ro_config = {}  # type: ignore[attr-defined]
        return answer
