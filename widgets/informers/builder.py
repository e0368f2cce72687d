"""The page where an informer for another site is put together: a form, what comes of it, and its code."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from newsportal.lib.addresses import language_of
from newsportal.lib.meta import absolute
from newsportal.lib.series_files.answers import FRESH_SECONDS
from widgets.charts import Theme
from widgets.informers.code import Size, frame_code, picture_code
from widgets.informers.contents import contents
from widgets.informers.informer import MOST, Informer, InformerError, Kind, asked_informer
from widgets.models import City, Currency
from widgets.page_head import page_meta
from widgets.rates.words import capitalised


class Choice(NamedTuple):
    value: str
    name: str
    is_chosen: bool


@csp_override(settings.SECURE_CSP | {"frame-src": [CSP.SELF]})
@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """`?kind=weather&cities=ridder&language=kk&theme=dark`: what is not asked for has its default."""
    asked = request.GET
    kind = Kind(asked["kind"]) if asked.get("kind") in set(Kind) else Kind.RATES
    language = asked.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = language_of(request.path)
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
        "languages": [
            Choice(code, str(name), is_chosen=code == language)
            for code, name in (("ru", "Русский"), ("kk", "Қазақша"))
        ],
        "themes": [
            Choice(theme, name, is_chosen=theme is informer.theme)
            for theme, name in (
                (Theme.AUTO, _("As in the reader’s system")),
                (Theme.LIGHT, _("Light")),
                (Theme.DARK, _("Dark")),
            )
        ],
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
        size = Size.of(found)
        return {
            "informer": informer,
            "size": size,
            "preview_title": found.title,
            "frame_code": frame_code(informer, found, size),
            "picture_code": picture_code(informer, found),
            "address": absolute(informer.frame_path),
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
