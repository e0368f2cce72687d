"""Pages of a part of the registry: a group of an edition, a region, a kind of measure."""

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monotowns.models import Measure, Region, Town
from monotowns.pages.page_head import page_meta
from monotowns.registry import editions
from monotowns.registry.overview import group_cards, members
from monotowns.registry.sorting import by_name


@require_safe
def group(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    shown = editions.shelf().find(edition)
    card = next((card for card in group_cards(shown) if card.group.code == code), None) if shown else None
    if shown is None or card is None:
        raise Http404
    context = {
        "meta": page_meta(request, card.group.name, f"{shown.name}. {card.group.description}"),
        "shown": shown,
        "card": card,
        "towns": card.members,
        "measures": card.group.measures.select_related("document"),
    }
    return render(request, "monotowns/group.html", context)


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """Its towns in the edition that is shown, and those of the registry that stand in no group of it."""
    found = get_object_or_404(Region, code=slug.upper())
    shown = editions.shelf().shown(timezone.localdate())
    of_edition = members(group_cards(shown)) if shown else []
    towns = [member for member in of_edition if member.region_code == found.code]
    names = {member.slug for member in towns}
    others = [
        town
        for town in Town.objects.filter(region=found).select_related("place")
        if town.place.slug not in names
    ]
    if not towns and not others:
        raise Http404
    title = _("Single-industry towns: %(region)s") % {"region": found.name}
    context = {
        "meta": page_meta(request, title, ", ".join(member.name for member in towns)),
        "region": found,
        "shown": shown,
        "towns": towns,
        "others": others,
    }
    return render(request, "monotowns/region.html", context)


@require_safe
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of measure, wherever it is planned, under way or done."""
    # One address: «industrial_zone» is none.
    kind = slug.replace("-", "_") if "_" not in slug else ""
    rows = list(
        Measure.objects.filter(kind=kind)
        .select_related("town__place", "group__classification", "document")
        .defer("town__place__forms_ru", "town__place__forms_kk")
    )
    if not rows:
        raise Http404
    rows.sort(key=lambda row: by_name(row.town.place.name if row.town else ""))
    name = capfirst(str(Measure.Kind(kind).label))
    about = _("Where this measure is planned, under way or done, with sources.")
    context = {
        "meta": page_meta(request, name, about),
        "rows": rows,
        "kinds": kinds(),
        "slug": slug,
    }
    return render(request, "monotowns/measure.html", context)


def kinds() -> list[tuple[str, str, int]]:
    """Addresses, names and numbers of the kinds of measures that the registry has."""
    counted = Measure.objects.order_by("kind").values_list("kind").annotate(number=Count("pk"))
    return [(kind.replace("_", "-"), str(Measure.Kind(kind).label), number) for kind, number in counted]
