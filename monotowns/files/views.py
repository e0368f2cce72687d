"""Files of the registry have one address for readers of all languages."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monotowns.files.figures import figures_file
from monotowns.files.measures import measures_file
from monotowns.files.towns import towns_file
from monotowns.models import Town
from monotowns.registry import editions
from monotowns.registry.asked_day import asked_day
from monotowns.registry.choosing import FILTERS, Choice
from monotowns.registry.comparing import compared, comparison_query
from monotowns.registry.measures import kind_at, measures_of
from monotowns.registry.overview import group_cards, members, shown_towns
from newsportal.lib.series_files import Kind, answer, refusal
from newsportal.lib.shown import shown


@shown("monotowns", "names", parameters=["on", "sort", "order", "for", *FILTERS])
@require_safe
def overview_file(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    """The table of the overview with the filters and the order of its page."""
    on = request.GET.get("on", "")
    day = asked_day(on)
    if on and day is None:
        return refusal(_("This is not a day: write it as 2024-01-31."))
    shelf = editions.shelf()
    shown = shelf.in_force(day) if day else shelf.shown(timezone.localdate())
    if shown is None:
        raise Http404
    towns = members(group_cards(shown))
    choice = Choice.of(request.GET, towns)
    file = towns_file(shown, choice.apply(towns), path=reverse("monotowns_csv"), query=choice.query(day))
    return answer(request, file, kind)


@shown("monotowns", "names", parameters=["for"])
@require_safe
def edition_file(request: HttpRequest, slug: str, kind: Kind) -> HttpResponseBase:
    found = editions.shelf().find(slug)
    if found is None:
        raise Http404
    path = reverse("monotown_edition_csv", args=[slug])
    return answer(request, towns_file(found, members(group_cards(found)), path=path), kind)


@shown("monotowns", "names", parameters=["for"])
@require_safe
def town_file(request: HttpRequest, slug: str, kind: Kind) -> HttpResponseBase:
    town = get_object_or_404(Town.objects.select_related("place"), place__slug=slug)
    return answer(request, figures_file(town, reverse("monotown_csv", args=[slug])), kind)


@shown("monotowns", "names", parameters=["for"])
@require_safe
def group_file(request: HttpRequest, edition: str, code: str, kind: Kind) -> HttpResponseBase:
    shown = editions.shelf().find(edition)
    card = next((card for card in group_cards(shown) if card.group.code == code), None) if shown else None
    if shown is None or card is None or not card.members:
        raise Http404
    path = reverse("monotown_group_csv", args=[edition, code])
    return answer(request, towns_file(shown, card.members, path=path, part=card.group.name), kind)


@shown("monotowns", "names", parameters=["for"])
@require_safe
def region_file(request: HttpRequest, slug: str, kind: Kind) -> HttpResponseBase:
    shown, everything = shown_towns()
    towns = [member for member in everything if member.region_code == slug.upper()]
    if shown is None or not towns:
        raise Http404
    path = reverse("monotown_region_csv", args=[slug])
    return answer(request, towns_file(shown, towns, path=path, part=towns[0].region), kind)


@shown("monotowns", "names", parameters=["town", "for"])
@require_safe
def comparison_file(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    shown, everything = shown_towns()
    towns, _is_cut = compared(request.GET.getlist("town"), everything)
    if shown is None or not towns:
        raise Http404
    path, query = reverse("monotown_comparison_csv"), comparison_query(towns)
    return answer(request, towns_file(shown, towns, path=path, query=query, part=_("comparison")), kind)


@shown("monotowns", "names", parameters=["for"])
@require_safe
def measure_file(request: HttpRequest, slug: str, kind: Kind) -> HttpResponseBase:
    measures = measures_of(kind_at(slug))
    if not measures:
        raise Http404
    path = reverse("monotown_measure_csv", args=[slug])
    return answer(request, measures_file(measures[0].kind, path, measures), kind)
