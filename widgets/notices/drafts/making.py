"""From a notice to a story that an editor goes on with: facts alone, and a figure of the same state.

The draft is made when somebody begins it. If a value was corrected since the notice, it has the new one.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

from django.http import Http404
from django.utils import timezone, translation
from django.utils.html import format_html_join

from widgets.city_series import sources
from widgets.figures.figure import Figure, NoFigureError
from widgets.figures.rates import rate_of_day
from widgets.figures.weather import weather_of_day
from widgets.models import City, Currency, Notice, Rate, WeatherObservation
from widgets.notices.drafts import kazakh, russian
from widgets.notices.drafts.facts import Frost, Move, Record, Text
from widgets.rates.board import rate_on
from widgets.states import state_now
from widgets.weather_pages.day import day_as_of

SENTENCES: dict[str, ModuleType] = {"ru": russian, "kk": kazakh}


class NoDraftError(LookupError):
    """There is nothing to tell readers any more."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Its parts are named as the fields of the form of a story."""

    language: str
    headline: str
    lead: str
    body: str


def draft_of(notice: Notice, language: str) -> Draft:
    """In one of the languages of `SENTENCES`. Raises NoDraftError."""
    make = MAKERS.get(notice.kind)
    if make is None:
        raise NoDraftError
    with translation.override(language):
        text, figure = make(notice.facts, SENTENCES[language])
        body = format_html_join("\n", "<p>{}</p>", ((paragraph,) for paragraph in text.paragraphs))
        return Draft(language, text.headline, text.lead, f"{body}\n{figure.markup}" if figure else body)


def _rate_moved(facts: dict[str, Any], words: ModuleType) -> tuple[Text, Figure | None]:
    currency = Currency.objects.filter(pk=facts["currency"]).first()
    if currency is None:
        raise NoDraftError
    day, state = date.fromisoformat(facts["date"]), state_now(Rate)
    row = rate_on(currency, day, timezone.localdate(), as_of=state)
    known = row is not None and row.date == day
    value = row.rate.value if row and known else Decimal(facts["value"])
    quant = row.rate.quant if row and known else facts["quant"]
    previous, previous_quant = Decimal(facts["previous_value"]), facts["previous_quant"]
    move = Move(
        name=currency.name,
        code=currency.pk,
        quant=quant,
        day=day,
        value=value,
        previous_day=date.fromisoformat(facts["previous_date"]),
        previous=previous if quant == previous_quant else previous * quant / previous_quant,
    )
    if not move.difference:
        raise NoDraftError
    figure = None
    with suppress(NoFigureError):
        figure = rate_of_day(currency, day, state)
    return words.rate_moved(move), figure


def _frost(facts: dict[str, Any], words: ModuleType) -> tuple[Text, Figure | None]:
    city = _city(facts)
    frost = Frost(
        in_city=city.name_in,
        moment=datetime.fromisoformat(facts["observed_at"]),
        temperature=Decimal(facts["temperature"]),
        service=str(WeatherObservation.Source(facts["source"]).label),
    )
    figure = None
    with suppress(NoFigureError):
        figure = weather_of_day(city, date.fromisoformat(facts["date"]))
    return words.frost(frost), figure


def _record(facts: dict[str, Any], words: ModuleType) -> tuple[Text, Figure | None]:
    city, day = _city(facts), date.fromisoformat(facts["date"])
    state, is_lowest = state_now(WeatherObservation), facts["which"] == "lowest"
    try:
        observed = day_as_of(city, day, state)
    except Http404:
        raise NoDraftError from None
    # The day may have gone further since.
    temperature, previous = observed.low if is_lowest else observed.high, Decimal(facts["previous"])
    if temperature == previous or (temperature < previous) != is_lowest:
        raise NoDraftError
    record = Record(
        in_city=city.name_in,
        day=day,
        is_lowest=is_lowest,
        temperature=temperature,
        previous=previous,
        previous_day=date.fromisoformat(facts["previous_date"]),
        days=facts["days"],
        services=[str(WeatherObservation.Source(source).label) for source in sources(city, day, day)],
    )
    return words.record(record), weather_of_day(city, day, state)


def _city(facts: dict[str, Any]) -> City:
    city = City.objects.at_address(facts["city"]).first()
    if city is None:
        raise NoDraftError
    return city


MAKERS: dict[str, Callable[[dict[str, Any], ModuleType], tuple[Text, Figure | None]]] = {
    Notice.Kind.RATE_MOVED: _rate_moved,
    Notice.Kind.FROST: _frost,
    Notice.Kind.RECORD: _record,
}
