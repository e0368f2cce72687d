"""What was wrong and has been mended, newest first."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import structured_data
from articles.models import Correction
from newsportal.lib.shown import shown

PAGE_SIZE = 50


@shown("articles", parameters=["before"])
def corrections(request: HttpRequest) -> HttpResponse:
    """On by `?before=<id>`, as the lists of stories go on."""
    rows = Correction.objects.of_visible_stories().in_language().for_list()
    if "before" in request.GET:
        rows = rows.before(_anchor(request.GET["before"]))
    shown = list(rows[: PAGE_SIZE + 1])
    older_url = None
    if len(shown) > PAGE_SIZE:
        shown.pop()
        older_url = f"{request.path}?{urlencode({'before': shown[-1].pk})}"
    context = {
        "corrections": shown,
        "older_url": older_url,
        "meta": structured_data.list_meta(request, _("Corrections"), feed=reverse("corrections_rss")),
    }
    return render(request, "articles/corrections.html", context)


def _anchor(value: str) -> Correction:
    """One that readers were told of. With its story withdrawn since, it still marks its place."""
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise Http404("before: not an id")
    anchor = Correction.objects.published().filter(pk=int(value)).only("published_at").first()
    if anchor is None:
        raise Http404("before: no such correction")
    return anchor
