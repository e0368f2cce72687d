"""Pages of a part of the registry: a group of an edition, a region, a kind of measure."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monotowns.files.measures import measures_file
from monotowns.files.towns import about_towns
from monotowns.informers.informer import Informer
from monotowns.informers.informer import Kind as InformerKind
from monotowns.models import Measure, Membership, Region, Town
from monotowns.pages.page_head import page_meta, share_edition
from monotowns.registry import editions
from monotowns.registry.choosing import Choice
from monotowns.registry.measures import kind_at, kinds, measures_of
from monotowns.registry.overview import group_cards, shown_towns
from newsportal.lib.meta import Meta
from newsportal.lib.series_files import TABULAR, Kind, SeriesFile
from newsportal.lib.series_files.dataset import dataset
from newsportal.lib.shown import shown


@shown("monotowns", "names")
@require_safe
def group(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    shown = editions.shelf().find(edition)
    card = next((card for card in group_cards(shown) if card.group.code == code), None) if shown else None
    if shown is None or card is None:
        raise Http404
    meta = page_meta(request, card.group.name, f"{shown.name}. {card.group.description}")
    share_edition(meta, shown)
    context: dict[str, Any] = {
        "meta": meta,
        "shown": shown,
        "card": card,
        "towns": card.members,
        "measures": card.group.measures.select_related("document"),
        "embed": Informer(InformerKind.TABLE, edition=edition, choice=Choice(group=code)),
    }
    if card.members:
        path = reverse("monotown_group_csv", args=[edition, code])
        context["file"] = _told(meta, about_towns(shown, path=path, part=card.group.name), Kind)
    return render(request, "monotowns/group.html", context)


@shown("monotowns", "names")
@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """Its towns in the edition that is shown, and those of the registry that stand in no group of it."""
    found = get_object_or_404(Region, code=slug.upper())
    shown, of_edition = shown_towns()
    towns = [member for member in of_edition if member.region_code == found.code]
    others = list(
        Town.objects.filter(region=found)
        .exclude(pk__in=Membership.objects.filter(classification=shown).values("town"))
        .select_related("place")
        .defer("place__forms_ru", "place__forms_kk")
    )
    if not towns and not others:
        raise Http404
    title = _("Single-industry towns: %(region)s") % {"region": found.name}
    meta = page_meta(request, title, ", ".join(member.name for member in towns))
    context = {"meta": meta, "region": found, "shown": shown, "towns": towns, "others": others}
    if shown:
        share_edition(meta, shown)
    if shown and towns:
        path = reverse("monotown_region_csv", args=[slug])
        context["file"] = _told(meta, about_towns(shown, path=path, part=found.name), Kind)
        context["embed"] = Informer(InformerKind.TABLE, choice=Choice(region=found.code))
    return render(request, "monotowns/region.html", context)


@shown("monotowns", "names")
@require_safe
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of measure, wherever it is planned, under way or done."""
    kind = kind_at(slug)
    rows = measures_of(kind)
    if not rows:
        raise Http404
    name = capfirst(str(Measure.Kind(kind).label))
    about = _("Where this measure is planned, under way or done, with sources.")
    meta = page_meta(request, name, about)
    file = _told(meta, measures_file(kind, reverse("monotown_measure_csv", args=[slug])), TABULAR)
    context = {"meta": meta, "rows": rows, "file": file, "kinds": kinds(), "slug": slug}
    return render(request, "monotowns/measure.html", context)


def _told(meta: Meta, file: SeriesFile, kinds: Iterable[Kind]) -> SeriesFile:
    """Also to search engines of data."""
    meta.documents.append(dataset(file, path=meta.path, kinds=kinds))
    return file
