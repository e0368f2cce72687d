"""What stands in an informer: lines of rates or of weather, with the age of what they say."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsportal.lib.dates import day_and_time, iso, long_day
from newsportal.lib.informers.asked import InformerError
from widgets import display
from widgets.attribution import Credit, weather_credits
from widgets.cards import CityCard, city_card
from widgets.informers.informer import Informer, Kind
from widgets.models import City, Currency, Rate
from widgets.rates.board import Row, row_of
from widgets.rates.words import BANK, capitalised


@dataclass(frozen=True, slots=True)
class Line:
    """One currency or one city. An old value is muted, one that nobody knows is a dash."""

    name: str
    about: str
    url: str
    value: str
    spoken: str
    change: display.Change | None = None
    # Its own time, where that is not the time below all lines.
    note: str = ""
    icon: str = ""
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    title: str
    url: str
    lines: list[Line]
    # When it was observed, in words and for <time>; empty where nothing is shown.
    stamp: str
    stamp_iso: str
    # A sentence, where there is not what was expected.
    notice: str
    credits: list[Credit]
    is_sample: bool


def contents(informer: Informer, now: datetime) -> Contents:
    """In the active language, with as many queries for twenty lines as for one. Raises InformerError."""
    return _rates(informer, now) if informer.kind is Kind.RATES else _weather(informer, now)


def _rates(informer: Informer, now: datetime) -> Contents:
    today = timezone.localdate(now)
    chosen = _currencies(informer.names)
    rates = Rate.objects.in_force(today, Currency.objects.filter(pk__in=[each.pk for each in chosen]))
    rows = {rate.currency_id: row_of(rate) for rate in rates}
    newest = max((row.date for row in rows.values()), default=None)
    return Contents(
        title=_("National Bank of Kazakhstan rates"),
        url=reverse("rates"),
        lines=[_rate_line(currency, rows.get(currency.pk), newest) for currency in chosen],
        stamp=long_day(newest) if newest else "",
        stamp_iso=newest.isoformat() if newest else "",
        notice=_rates_notice(newest, today),
        credits=[Credit(str(BANK.name), BANK.url, licence="", licence_url="")],
        is_sample=any(row.rate.source == Rate.Source.SAMPLE for row in rows.values()),
    )


def _currencies(codes: tuple[str, ...]) -> list[Currency]:
    """In the order in which they were asked for."""
    if not codes:
        return list(Currency.objects.filter(is_major=True))
    found = Currency.objects.in_bulk([code.upper() for code in codes])
    if len(found) < len(codes):
        raise InformerError(_("There is no such currency among those of the National Bank."))
    return [found[code.upper()] for code in codes]


def _rate_line(currency: Currency, row: Row | None, newest: date | None) -> Line:
    about = currency.code if row is None else " ".join(filter(None, (currency.code, row.units)))
    return Line(
        name=capitalised(currency.name),
        about=about,
        url=reverse("rate_currency", args=[currency.code]),
        value=row.value if row else display.NOTHING,
        spoken=row.value if row else _("no data"),
        change=row.change if row else None,
        note=long_day(row.date) if row and row.date != newest else "",
        is_old=row is None or row.date != newest,
    )


def _rates_notice(newest: date | None, today: date) -> str:
    if newest is None:
        return _("No rates have been received yet.")
    return _("Nothing newer has been published: the rates go on.") if newest < today else ""


def _weather(informer: Informer, now: datetime) -> Contents:
    cards = [city_card(city, now) for city in _cities(informer.names, now)]
    shown = [card for card in cards if card.observed_at]
    # The oldest of the fresh readings: none of the others is older than the informer says.
    fresh = [card.observed_at for card in shown if card.observed_at and card.age is display.Age.FRESH]
    stamp = min(fresh or [card.observed_at for card in shown if card.observed_at], default=None)
    return Contents(
        title=_("Weather"),
        url=cards[0].url if len(cards) == 1 else reverse("weather"),
        lines=[_city_line(card) for card in cards],
        stamp=day_and_time(stamp) if stamp else "",
        stamp_iso=iso(stamp) if stamp else "",
        notice="" if shown else _("There is no observation of the last 24 hours."),
        credits=weather_credits(card.source for card in shown),
        is_sample=any(card.is_sample for card in cards),
    )


def _cities(slugs: tuple[str, ...], now: datetime) -> list[City]:
    """In the order asked for. One that left the list is still a city, and so is a former address of one."""
    cities = City.objects.with_weather(now)
    if not slugs:
        home = cities.filter(is_active=True).order_by("-is_home", "position", "pk").first()
        return [home] if home else []
    found = list(cities.at_addresses(slugs))
    at_address = {former: city for city in found for former in city.former_slugs}
    at_address |= {city.slug: city for city in found}
    if any(slug not in at_address for slug in slugs):
        raise InformerError(_("There is no such city in the list."))
    return list({at_address[slug].pk: at_address[slug] for slug in slugs}.values())


def _city_line(card: CityCard) -> Line:
    return Line(
        name=card.name,
        about=card.condition,
        url=card.url,
        value=card.temperature,
        spoken=card.spoken,
        note=card.note,
        icon=card.icon or "unknown",
        is_old=card.age is not display.Age.FRESH,
    )
