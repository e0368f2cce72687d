"""Things that are given as a whole whenever anything of them has changed: they are small, and few."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, NamedTuple

from django.utils import timezone
from msgspec import UNSET, Meta, UnsetType

from articles.api.outlet import Breaking, OutletFacts, breaking, outlet_facts
from articles.api.rubrics import Rubrics, rubrics
from articles.models import Outlet, Pin, Rubric
from monotowns.api.towns import RegistryOfToday, registry_of_today
from newsportal.changes.moments import Moment, changed_between
from newsportal.lib.rest.shapes import Shape
from newsportal.models import Change
from widgets.api.rate_shapes import RatesBoard
from widgets.api.rates import rates_board_shape
from widgets.api.weather import cities_shape
from widgets.api.weather_shapes import WeatherCities

Resource = Change.Resource


class Wholes(Shape):
    """Each is there when it has changed: put it in the place of the one you have."""

    outlet: OutletFacts | UnsetType = UNSET
    rubrics: Rubrics | UnsetType = UNSET
    breaking: Breaking | UnsetType = UNSET
    weather: WeatherCities | UnsetType = UNSET
    rates: Annotated[RatesBoard, Meta(description="The major currencies today.")] | UnsetType = UNSET
    monotowns: RegistryOfToday | UnsetType = UNSET


class Whole(NamedTuple):
    """`follows_clock`: it becomes another one without anybody's hand, as weather that grows old does."""

    resource: Change.Resource
    read: Callable[[datetime], Shape]
    follows_clock: bool = False


def _outlet(now: datetime) -> Outlet:
    return Outlet.objects.with_breaking(now).first() or Outlet(name_ru="—")


WHOLES = (
    Whole(Resource.OUTLET, lambda now: outlet_facts(_outlet(now))),
    Whole(Resource.RUBRICS, lambda now: rubrics(Rubric.objects.tree())),
    Whole(Resource.BREAKING, lambda now: breaking(_outlet(now)), follows_clock=True),
    Whole(Resource.WEATHER, cities_shape, follows_clock=True),
    Whole(Resource.RATES, rates_board_shape, follows_clock=True),
    Whole(Resource.MONOTOWNS, lambda now: registry_of_today(timezone.localdate(now)), follows_clock=True),
)


def all_wholes(now: datetime) -> Wholes:
    wholes = Wholes()
    for whole in WHOLES:
        setattr(wholes, whole.resource.value, whole.read(now))
    return wholes


def changed_wholes(since: Moment, until: Moment) -> Wholes:
    """Those that are not what they were."""
    rows = changed_between(since, until).filter(resource__in=[whole.resource for whole in WHOLES])
    by_hand = set(rows.values_list("resource", flat=True).distinct())
    if _lines_have_changed(since, until):
        by_hand.add(Resource.BREAKING.value)
    wholes = Wholes()
    for whole in WHOLES:
        shape = None
        if whole.resource in by_hand:
            shape = whole.read(until.at)
        elif whole.follows_clock:
            now = whole.read(until.at)
            shape = now if now != whole.read(since.at) else None
        if shape is not None:
            setattr(wholes, whole.resource.value, shape)
    return wholes


def _lines_have_changed(since: Moment, until: Moment) -> bool:
    """A line of the bar is a story's headline, with its address."""
    shown = Pin.objects.filter(slot=Pin.Slot.BREAKING, ends_at__gt=since.at, starts_at__lte=until.at)
    stories = shown.exclude(article=None).values("article")
    changed = changed_between(since, until).filter(resource=Resource.ARTICLES, number__in=stories)
    return changed.exists()
