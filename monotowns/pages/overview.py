"""The registry as pages, complete without JavaScript: everything that can be chosen stands in the address."""

from collections import Counter
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from monotowns import maps
from monotowns.charts import chart
from monotowns.files.figures import about_figures
from monotowns.files.towns import about_towns
from monotowns.models import Classification, Document
from monotowns.models.edition import ARCHIVE
from monotowns.models.observation import POPULATION
from monotowns.page_head import page_meta
from monotowns.registry import editions, profile
from monotowns.registry.asked_day import asked_day
from monotowns.registry.choosing import ORDERS, Choice
from monotowns.registry.difference import difference
from monotowns.registry.overview import Member, group_cards, members
from monotowns.registry.sorting import by_name
from newsportal.lib.series_files import TABULAR, Kind
from newsportal.lib.series_files.dataset import dataset
from newsportal.lib.translated import in_language_of_page


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The edition in force or the newest draft; with `?on=2020-05-01` what was in force on that day."""
    shelf = editions.shelf()
    today = timezone.localdate()
    day = asked_day(request.GET.get("on", ""))
    shown = shelf.in_force(day) if day else shelf.shown(today)
    context: dict[str, Any] = {
        "shelf": shelf,
        "shown": shown,
        "day": day,
        "today": today,
        "on": request.GET.get("on", ""),
        "is_day_unclear": bool(request.GET.get("on")) and day is None,
        "meta": page_meta(
            request,
            _("Single-industry towns of Kazakhstan"),
            _("Every town of the list with its group, its enterprises and its population, with sources."),
        ),
    }
    if shown:
        cards = group_cards(shown)
        towns = members(cards)
        choice = Choice.of(request.GET, towns)
        file = about_towns(shown, path=reverse("monotowns_csv"), query=choice.query(day))
        context["meta"].documents.append(dataset(file, path=request.path, kinds=Kind))
        people = sum(member.population.value for member in towns if member.population)
        context |= {
            "towns": choice.apply(towns),
            "file": file,
            "count": len(towns),
            "people": people,
            "unknown": sum(member.population is None for member in towns),
            "regions_count": len({member.region_code for member in towns}),
            "groups": cards,
            "map": maps.marks(towns),
            "map_size": (maps.WIDTH, maps.HEIGHT),
            "choice": choice,
            "choices": _choices(towns),
            "columns": _columns(choice, request.GET.get("on", "")),
            "before": shelf.before(shown),
        }
    return render(request, "monotowns/overview.html", context)


@require_safe
def town(request: HttpRequest, slug: str) -> HttpResponse:
    found = profile.find_town(slug)
    if found is None:
        raise Http404
    facts = profile.profile(found)
    shown = facts.edition(timezone.localdate())
    population = facts.newest(POPULATION, "city")
    title = _("%(town)s, a single-industry town") % {"town": found.place.name}
    file = about_figures(found, reverse("monotown_csv", args=[slug]))
    about = [found.region.name, getattr(shown, "group_of_town", None) and shown and _in_words(shown)]
    context: dict[str, Any] = {
        "meta": page_meta(request, title, ". ".join(str(part) for part in about if part)),
        "town": found,
        "file": file,
        "facts": facts,
        "shown": shown,
        "group": getattr(shown, "group_of_town", None),
        "population": population,
        "indicators": [
            {"name": rows[0].name, "unit": rows[0].unit, "series": rows, "chart": chart(rows)}
            for rows in (list(same) for _code, same in groupby(facts.series, key=lambda one: one.code))
        ],
    }
    if facts.series:
        context["meta"].documents.append(dataset(file, path=request.path, kinds=TABULAR))
    return render(request, "monotowns/town.html", context)


@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    shelf = editions.shelf()
    shown = _found(shelf, slug)
    file = about_towns(shown, path=reverse("monotown_edition_csv", args=[slug]))
    meta = page_meta(request, shown.name, str(shown.document))
    meta.documents.append(dataset(file, path=request.path, kinds=Kind))
    context = {
        "meta": meta,
        "file": file,
        "shelf": shelf,
        "shown": shown,
        "groups": group_cards(shown),
        "before": shelf.before(shown),
        "story": Article.objects.published().filter(documents=shown.document).for_cards().first(),
        "measures": shown.document.measures.select_related("town__place", "group"),
    }
    return render(request, "monotowns/edition.html", context)


@require_safe
def against(request: HttpRequest, new: str, old: str) -> HttpResponse:
    """The difference between two editions."""
    shelf = editions.shelf()
    later, earlier = _found(shelf, new), _found(shelf, old)
    if later == earlier:
        raise Http404
    context = {
        "meta": page_meta(
            request,
            _("What changes between two editions"),
            _("%(old)s → %(new)s") % {"old": earlier.name, "new": later.name},
        ),
        "shelf": shelf,
        "later": later,
        "earlier": earlier,
        "difference": difference(earlier, later),
    }
    return render(request, "monotowns/difference.html", context)


@require_safe
def archived_copy(request: HttpRequest, name: str) -> FileResponse:
    """Given to be saved, never shown as a page of ours: it is somebody else's file."""
    document = get_object_or_404(Document, archived_copy=f"{ARCHIVE}{name}")
    try:
        return FileResponse(document.archived_copy.open("rb"), as_attachment=True)
    except FileNotFoundError:
        raise Http404 from None


def _found(shelf: editions.Shelf, slug: str) -> Classification:
    found = shelf.find(slug)
    if found is None:
        raise Http404
    return found


def _in_words(shown: Classification) -> str:
    name = in_language_of_page(shown.group_of_town, "name")  # type: ignore[attr-defined]
    return f"{name} ({_('draft, not adopted')})" if shown.document.is_draft else name


def _choices(towns: list[Member]) -> dict[str, list[tuple[str, str, int]]]:
    """Values of the filters with the number of towns behind each."""
    regions = Counter((member.region_code, member.region) for member in towns)
    industries = Counter(pair for member in towns for pair in member.industries.items())
    return {
        name: [
            (code, text, count)
            for (code, text), count in sorted(rows.items(), key=lambda row: by_name(row[0][1]))
        ]
        for name, rows in (("region", regions), ("industry", industries))
    }


def _columns(choice: Choice, on: str) -> list[dict[str, Any]]:
    """Headings that sort: a second click turns the order around."""
    names = {
        "name": _("Town"),
        "group": _("Group"),
        "region": _("Region"),
        "industry": _("Industry"),
        "population": _("Population"),
    }
    kept = [pair for pair in choice.pairs() if pair[0] not in {"sort", "order"}]
    kept += [("on", on)] if on else []
    columns = []
    for name in ORDERS:
        is_here = choice.sort == name
        # The largest towns are what people look for first.
        goes_down = not choice.is_descending if is_here else name == "population"
        order = [("order", "desc")] if goes_down else []
        columns.append(
            {
                "name": names[name],
                "code": name,
                "sorted": ("descending" if choice.is_descending else "ascending") if is_here else "",
                "query": urlencode([*kept, ("sort", name), *order]),
            }
        )
    return columns
