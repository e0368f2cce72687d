"""The search page: at most WINDOW ranked results, then on to older ones."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles import search as searching
from articles import search_results, structured_data
from articles.models import Article
from articles.paging import PAGE_SIZE, anchor_of
from articles.search_marks import Found, highlighted
from newsportal.lib.shown import shown
from newsportal.lib.text import small_number


# Rules about places have no trigger.
@shown("articles", "names", parameters=["q", "place", "from", "before"], seconds=60)
def search(request: HttpRequest) -> HttpResponse:
    typed = searching.normalise(request.GET.get("q", ""))
    context: dict[str, object] = {
        "q": typed,
        "state": "empty",
        "results": [],
        "similar": False,
        "sought": None,
        "meta": structured_data.list_meta(request, _("Search")),
    }
    place = _asked_place(request)
    if typed or place:
        context |= _results(request, typed, place)
    return render(request, "articles/search.html", context)


def _asked_place(request: HttpRequest) -> str:
    """The address of a place in `?place=`; one that the gazetteer does not have finds nothing."""
    return re.sub(r"[^a-z0-9-]", "", request.GET.get("place", ""))[:60]


def _results(request: HttpRequest, typed: str, place: str) -> dict[str, object]:
    """One page of results; `from` counts within the ranked window, `before` begins the next window."""
    visible = Article.objects.published()
    stories = searching.naming(visible, place) if place else visible
    anchor = anchor_of(request)
    matches = search_results.best_matches(stories, typed, anchor)
    ids, sought = matches.ids, matches.sought
    start = small_number(request.GET.get("from"), at_most=search_results.WINDOW)
    results = highlighted(ids[start : start + PAGE_SIZE], sought)
    context: dict[str, object] = {"sought": sought, "place": place}
    if not results and anchor is None and start == 0 and typed and not place:
        alike = search_results.similar(visible.in_language(), typed, PAGE_SIZE)
        plain = [Found(card, card.headline, card.lead) for card in alike]
        return context | {"state": "found" if plain else "nothing", "results": plain, "similar": bool(plain)}
    return context | {
        "state": "found" if results else "nothing",
        "results": results,
        "older_url": _older_url(request, matches.typed, ids, start),
    }


def _older_url(request: HttpRequest, typed: str, ids: list[int], start: int) -> str | None:
    parameters: dict[str, object] = {"q": typed}
    if "place" in request.GET:
        parameters["place"] = request.GET["place"]
    if start + PAGE_SIZE < len(ids):
        if "before" in request.GET:
            parameters["before"] = request.GET["before"]
        parameters["from"] = start + PAGE_SIZE
    elif len(ids) == search_results.WINDOW:
        oldest = (
            Article.objects.filter(pk__in=ids).order_by("published_at", "pk").values_list("pk", flat=True)[0]
        )
        parameters["before"] = oldest
    else:
        return None
    return f"{request.path}?{urlencode(parameters)}"
