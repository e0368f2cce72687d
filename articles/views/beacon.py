"""A reader's browser says that a story was opened."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.view_counter import counter
from newsportal.lib.text import small_number

MAX_BODY = 64


@csrf_exempt
@require_POST
def beacon(request: HttpRequest) -> HttpResponse:
    """The body is the id of the story. No cookie, no answer, and nothing about the reader is kept."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = MAX_BODY + 1
    if length > MAX_BODY:
        return HttpResponse(status=413)
    article_id = small_number(request.body.decode("ascii", "replace").strip(), at_most=2**31)
    if article_id == 0:
        return HttpResponse(status=400)
    counter.add(article_id)
    return HttpResponse(status=204)
