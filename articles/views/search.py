"""The search page: at most WINDOW ranked results, then on to older ones."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles import search as searching
from articles import structured_data
from articles.models import Article
from articles.paging import PAGE_SIZE, anchor_of
from articles.search import Found
from newsportal.lib.text import small_number


def search(request: HttpRequest) -> HttpResponse:
    typed = searching.normalise(request.GET.get("q", ""))
    context: dict[str, object] = {
        "q": typed,
        "state": "empty",
        "results": [],
        "similar": False,
        "meta": structured_data.list_meta(request, _("Search")),
    }
    if typed:
        context |= _results(request, typed)
    return render(request, "articles/search.html", context)


def _results(request: HttpRequest, typed: str) -> dict[str, object]:
    """One page of results; `from` counts within the ranked window, `before` begins the next window."""
    visible = Article.objects.published()
    matches = searching.matching(visible, typed)
    anchor = anchor_of(request)
    if anchor is not None:
        matches = matches.before(anchor)
    ids = searching.ranked(matches, typed)
    start = small_number(request.GET.get("from"), at_most=searching.WINDOW)
    results = searching.highlighted(ids[start : start + PAGE_SIZE], typed)
    if not results and anchor is None and start == 0:
        alike = searching.similar(visible.in_language(), typed, PAGE_SIZE)
        plain = [Found(card, card.headline, card.lead) for card in alike]  # type: ignore[arg-type]
        return {"state": "found" if plain else "nothing", "results": plain, "similar": bool(plain)}
    return {
        "state": "found" if results else "nothing",
        "results": results,
        "older_url": _older_url(request, typed, ids, start),
    }


def _older_url(request: HttpRequest, typed: str, ids: list[int], start: int) -> str | None:
    parameters: dict[str, object] = {"q": typed}
    if start + PAGE_SIZE < len(ids):
        if "before" in request.GET:
            parameters["before"] = request.GET["before"]
        parameters["from"] = start + PAGE_SIZE
    elif len(ids) == searching.WINDOW:
        oldest = (
            Article.objects.filter(pk__in=ids).order_by("published_at", "pk").values_list("pk", flat=True)[0]
        )
        parameters["before"] = oldest
    else:
        return None
    return f"{request.path}?{urlencode(parameters)}"
