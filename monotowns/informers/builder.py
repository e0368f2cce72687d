"""The page where an informer of the registry is put together: a form, what comes of it, and its code."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from monotowns.informers.contents import contents
from monotowns.informers.informer import Informer, Kind, asked_informer
from monotowns.informers.sizes import size_of
from monotowns.models import Town
from monotowns.pages.page_head import page_meta
from monotowns.pages.town_table import filters
from monotowns.registry import editions
from monotowns.registry.overview import group_cards, members
from monotowns.registry.sorting import by_name
from newsportal.lib.informers.asked import InformerError
from newsportal.lib.informers.choices import asked_language, languages, themes
from newsportal.lib.informers.code import Frame, frame_code, picture_code
from newsportal.lib.meta import absolute
from newsportal.lib.series_files.answers import FRESH_SECONDS


@csp_override(settings.SECURE_CSP | {"frame-src": [CSP.SELF]})
@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """`?kind=table&group=stagnating&language=kk&theme=dark`: what is not asked for has its default."""
    asked = request.GET
    kind = Kind(asked["kind"]) if asked.get("kind") in set(Kind) else Kind.TABLE
    language = asked_language(asked.get("language", ""), request.path)
    shelf = editions.shelf()
    towns = _towns() if kind is Kind.TOWN else []
    query = _of_informer(asked, kind)
    if kind is Kind.TOWN and not query.get("town") and towns:
        query["town"] = towns[0][0]
    informer, made, error = Informer(kind, language), {}, ""
    try:
        informer = asked_informer(kind, query, language)
        made = _made(informer)
    except InformerError as refused:
        error = str(refused)
    shown = shelf.find(informer.edition) or shelf.shown(timezone.localdate())
    of_edition = members(group_cards(shown)) if shown and kind is not Kind.TOWN else []
    context = {
        "meta": page_meta(
            request,
            _("The registry of monotowns for your site"),
            _("A table, a map or the card of a town: choose, copy the code, put it in."),
        ),
        "kinds": _kinds(kind),
        "kind": kind,
        "informer": informer,
        "shelf": shelf,
        "filters": filters(informer.choice, of_edition),
        "towns": towns,
        "languages": languages(informer.language),
        "themes": themes(informer.theme),
        "error": error,
        "fresh_minutes": FRESH_SECONDS // 60,
        **made,
    }
    return render(request, "monotowns/informers/builder.html", context)


def _kinds(kind: Kind) -> list[tuple[str, str, bool]]:
    names = {Kind.TABLE: _("Table"), Kind.MAP: _("Map"), Kind.TOWN: _("One town")}
    path = reverse("monotowns_informer_builder")
    return [(name, f"{path}?kind={one}", one is kind) for one, name in names.items()]


def _of_informer(asked: QueryDict, kind: Kind) -> QueryDict:
    """Without what belongs to the page alone, whatever the tails of its address."""
    query = QueryDict(mutable=True)
    for name in kind.parameters:
        if value := asked.get(name):
            query[name] = str(value)
    return query


def _made(informer: Informer) -> dict[str, Any]:
    """In the language of the informer: titles and words in the code are for its readers."""
    with translation.override(informer.language):
        found = contents(informer)
        frame = Frame(informer.frame_path, found.title, size_of(found))
        image = _image_path(informer)
        picture = (
            picture_code(image, page=found.url, alt=found.title, width=frame.size.width) if image else ""
        )
    return {
        "frame": frame,
        "frame_code": frame_code(frame),
        "picture_code": picture,
        "address": absolute(frame.path),
    }


def _image_path(informer: Informer) -> str:
    """The card that is shared stands where no frame can; it shows no part of an edition."""
    if informer.kind is Kind.TOWN:
        return reverse("monotown_image", args=[informer.town])
    if informer.kind is Kind.TABLE or informer.choice.is_filtered:
        return ""
    if informer.edition:
        return reverse("monotown_edition_image", args=[informer.edition])
    return reverse("monotowns_image")


def _towns() -> list[tuple[str, str]]:
    rows = Town.objects.select_related("place").defer("place__forms_ru", "place__forms_kk")
    return sorted(((town.place.slug, town.place.name) for town in rows), key=lambda row: by_name(row[1]))
