"""Cities and rates made ready for templates: every string as it will stand on the page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from newsportal.lib.asked import Asked
from newsportal.lib.kept import Kept
from newsportal.lib.prepared import Prepared
from widgets import display
from widgets.conditions import condition
from widgets.models import City, Rate, WeatherObservation
from widgets.weather_words import warmth

# Where a field is called `date`, its type is hidden by it.
type Day = date


@dataclass(frozen=True, slots=True)
class CityCard:
    """A city and what may be said of its weather now; nothing older than a day is."""

    slug: str
    name: str
    name_in: str
    region: str
    url: str
    is_home: bool
    degrees: Decimal | None
    temperature: str
    spoken: str
    warmth: str
    condition: str
    icon: str
    age: display.Age
    note: str
    observed_at: datetime | None
    source: str
    is_sample: bool


def city_card(city: City, now: datetime) -> CityCard:
    """From a city of `with_weather()`."""
    age = display.age(city.observed_at, now)
    observed_at = None if age is display.Age.HIDDEN else city.observed_at
    degrees = city.temperature if observed_at else None
    sky = condition(city.code) if observed_at else None
    return CityCard(
        slug=city.slug,
        name=city.name,
        name_in=city.name_in,
        region=city.region,
        url=city.get_absolute_url(),
        is_home=city.is_home,
        degrees=degrees,
        temperature=display.temperature(degrees),
        spoken=display.spoken_temperature(degrees),
        warmth=warmth(degrees),
        condition=str(sky) if sky else "",
        icon=sky.icon(city.is_day) if sky else "",
        age=age,
        note=display.clock_note(observed_at) if observed_at and age is display.Age.STALE else "",
        observed_at=observed_at,
        source=city.source or "" if observed_at else "",
        is_sample=observed_at is not None and city.source == WeatherObservation.Source.SAMPLE,
    )


_listed = Prepared(lambda: City.objects.active().with_weather(Asked("now")))


_cities: Kept[datetime, list[City]] = Kept(lambda now: _listed(now=now))
forget_cities = _cities.forget


def city_cards(now: datetime) -> list[CityCard]:
    """The list that surrounds a page, in its order: some seconds late, and each value as old as it is now."""
    return [city_card(city, now) for city in _cities(now)]


def home_card(cards: list[CityCard]) -> CityCard | None:
    """The city in the header: home, or the first of the list while none is marked."""
    return next((card for card in cards if card.is_home), cards[0] if cards else None)


@dataclass(frozen=True, slots=True)
class RateCard:
    """One currency of the board, for one unit."""

    code: str
    name: str
    symbol: str
    value: str
    change: display.Change | None
    date: date
    carried_forward: bool
    is_sample: bool
    # Empty until tomorrow's rates are out.
    tomorrow: str
    tomorrow_change: display.Change | None


@dataclass(frozen=True, slots=True)
class RatesBoard:
    cards: tuple[RateCard, ...]
    # None where the rates are of different days: then each shows its own.
    date: date | None
    carried_forward: bool
    is_sample: bool
    # The day, once its rates are out and one differs from today's, which stay in force till midnight.
    tomorrow: Day | None


_majors = Prepared(lambda: Rate.objects.board_of(Asked("today"), Asked("tomorrow")))


def _in_force(now: datetime) -> list[Rate]:
    today = timezone.localdate(now)
    return _majors(today=today, tomorrow=today + timedelta(days=1))


# At midnight other rates are in force.
_board = Kept(_in_force, same=timezone.localdate)
forget_rates = _board.forget


def rates_board(now: datetime) -> RatesBoard:
    """What surrounds a page, some seconds late."""
    cards = tuple(_rate_card(rate) for rate in _board(now))
    days = {card.date for card in cards}
    return RatesBoard(
        cards=cards,
        date=days.pop() if len(days) == 1 else None,
        carried_forward=any(card.carried_forward for card in cards),
        is_sample=any(card.is_sample for card in cards),
        tomorrow=timezone.localdate(now) + timedelta(days=1)
        if any(card.tomorrow and card.tomorrow != card.value for card in cards)
        else None,
    )


def _rate_card(rate: Rate) -> RateCard:
    tomorrow = rate.tomorrow_per_unit
    return RateCard(
        code=rate.currency.code,
        name=rate.currency.name,
        symbol=rate.currency.symbol,
        value=display.money(rate.per_unit),
        change=display.change(rate.change_per_unit),
        date=rate.date,
        carried_forward=rate.carried_forward,
        is_sample=rate.source == Rate.Source.SAMPLE,
        tomorrow="" if tomorrow is None else display.money(tomorrow),
        tomorrow_change=display.change(rate.tomorrow_change_per_unit),
    )
