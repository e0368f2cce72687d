"""/monotowns/: the towns of one edition, by groups, on the map and as a table that is filtered and sorted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monotowns.files.towns import about_towns
from monotowns.informers.informer import Informer
from monotowns.informers.informer import Kind as InformerKind
from monotowns.maps import town_map
from monotowns.pages.page_head import page_meta, share_edition
from monotowns.pages.town_table import columns, filters
from monotowns.registry import editions
from monotowns.registry.asked_day import asked_day
from monotowns.registry.choosing import FILTERS, Choice
from monotowns.registry.overview import group_cards, members
from newsportal.lib.series_files import Kind
from newsportal.lib.series_files.dataset import dataset
from newsportal.lib.shown import shown


@shown("monotowns", "names", parameters=["on", "sort", "order", *FILTERS])
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
        share_edition(context["meta"], shown)
        if not day:
            # As the page itself: one address for whichever edition is shown then.
            context["meta"].image_path = reverse("monotowns_image")
        of_day = shown.slug if day else ""
        people = sum(member.population.value for member in towns if member.population)
        context |= {
            "towns": choice.apply(towns),
            "file": file,
            "count": len(towns),
            "people": people,
            "unknown": sum(member.population is None for member in towns),
            "regions_count": len({member.region_code for member in towns}),
            "groups": cards,
            "map": town_map(towns),
            "choice": choice,
            "filters": filters(choice, towns),
            "columns": columns(choice, request.GET.get("on", "")),
            "embed": Informer(InformerKind.TABLE, edition=of_day, choice=choice),
            "embed_map": Informer(InformerKind.MAP, edition=of_day),
            "before": shelf.before(shown),
        }
    return render(request, "monotowns/overview.html", context)
