"""The page where an informer for another site is put together: a form, what comes of it, and its code."""

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

from newsportal.lib.informers.asked import InformerError
from newsportal.lib.informers.choices import Choice, asked_language, languages, themes
from newsportal.lib.informers.code import Frame, frame_code, picture_code
from newsportal.lib.meta import absolute
from newsportal.lib.series_files.answers import FRESH_SECONDS
from widgets.charts.picture import WIDTH as PICTURE_WIDTH
from widgets.informers.contents import contents
from widgets.informers.informer import MOST, Informer, Kind, asked_informer
from widgets.informers.sizes import size_of
from widgets.models import City, Currency
from widgets.page_head import page_meta
from widgets.rates.words import capitalised


@csp_override(settings.SECURE_CSP | {"frame-src": [CSP.SELF]})
@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """`?kind=weather&cities=ridder&language=kk&theme=dark`: what is not asked for has its default."""
    asked = request.GET
    kind = Kind(asked["kind"]) if asked.get("kind") in set(Kind) else Kind.RATES
    language = asked_language(asked.get("language", ""), request.path)
    informer, made, error = Informer(kind, language), {}, ""
    try:
        informer = asked_informer(kind, _of_informer(asked, kind), language)
        made = _made(informer)
    except InformerError as refused:
        error = str(refused)
    context = {
        "meta": page_meta(
            request,
            _("Rates and weather for your site"),
            _("A small window with official rates or the weather: choose, copy the code, put it in."),
        ),
        "kinds": [
            (_("Exchange rates"), f"{reverse('informer_builder')}?kind={Kind.RATES}", kind is Kind.RATES),
            (_("Weather"), f"{reverse('informer_builder')}?kind={Kind.WEATHER}", kind is Kind.WEATHER),
        ],
        "kind": kind,
        "names": _rate_choices(informer.names) if kind is Kind.RATES else _city_choices(informer.names),
        "languages": languages(informer.language),
        "themes": themes(informer.theme),
        "most": MOST,
        "error": error,
        "fresh_minutes": FRESH_SECONDS // 60,
        **made,
    }
    return render(request, "widgets/informers/builder.html", context)


def _of_informer(asked: QueryDict, kind: Kind) -> QueryDict:
    """Without what belongs to the page alone, whatever the tails of its address."""
    query = QueryDict(mutable=True)
    for name in (kind.parameter, "theme"):
        if name in asked:
            query.setlist(name, asked.getlist(name))
    return query


def _made(informer: Informer) -> dict[str, Any]:
    """In the language of the informer: titles and words in the code are for its readers."""
    with translation.override(informer.language):
        found = contents(informer, timezone.now())
        frame = Frame(informer.frame_path, found.title, size_of(found))
        alt = ": ".join((found.title, ", ".join(line.name for line in found.lines)))
        return {
            "frame": frame,
            "frame_code": frame_code(frame),
            "picture_code": picture_code(informer.picture_path, page=found.url, alt=alt, width=PICTURE_WIDTH),
            "address": absolute(frame.path),
        }


def _rate_choices(chosen: tuple[str, ...]) -> list[Choice]:
    return [
        Choice(
            code := currency.code.lower(),
            f"{capitalised(currency.name)} ({currency.code})",
            is_chosen=code in chosen if chosen else currency.is_major,
        )
        for currency in Currency.objects.all()
    ]


def _city_choices(chosen: tuple[str, ...]) -> list[Choice]:
    return [
        Choice(city.slug, city.name, is_chosen=city.slug in chosen if chosen else city.is_home)
        for city in City.objects.active()
    ]
