"""A run: ask the service that the settings choose, store what it said, tell the newsroom what is unusual."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from newsportal.lib.http import FetchError
from widgets.models import City
from widgets.notices import weather as notices
from widgets.runs import ParseError, Run, run_of
from widgets.weather import asking, storing
from widgets.weather.metno import MetNorway
from widgets.weather.open_meteo import OpenMeteo
from widgets.weather.source import WeatherSource

logger = logging.getLogger(__name__)

# For all calls of a run together; a run has to be over within ten.
SECONDS = 8.0


@dataclass(slots=True)
class Updated:
    """What a run did; `failure` where it could do nothing."""

    cities: int = 0
    answered: int = 0
    not_due: int = 0
    stored: int = 0
    failure: FetchError | ParseError | None = None


def chosen_source() -> WeatherSource:
    sources: dict[str, type[WeatherSource]] = {"metno": MetNorway, "open_meteo": OpenMeteo}
    return sources[settings.WEATHER_SOURCE]()


def update(told: Callable[[int, int], object] = lambda done, total: None) -> Updated:
    """`told` of how many cities were asked for, and of how many in all. Two at once do no harm."""
    source, updated = chosen_source(), Updated()
    with run_of(source.service) as run:
        try:
            _update(source, run, updated, told)
        except (FetchError, ParseError) as error:
            updated.failure = error
            raise
    return updated


def _update(source: WeatherSource, run: Run, updated: Updated, told: Callable[[int, int], object]) -> None:
    now = timezone.now()
    cities = list(City.objects.active())
    calls = source.calls(cities, now)
    due = [city for call in calls for city in call.cities]
    updated.cities, updated.not_due = len(cities), len(cities) - len(due)
    asked = 0

    def advance(more: int) -> None:
        nonlocal asked
        asked += more
        told(asked, len(due))

    harvest = asking.ask(source, calls, seconds=SECONDS, told=advance)
    if harvest.failures and not harvest.weather and not harvest.unchanged:
        raise harvest.failures[0][1]
    updated.answered = len(harvest.weather) + len(harvest.unchanged)
    updated.stored = _store(source, harvest, [city for city in cities if city not in due], now)
    run.stored(updated.stored)
    for trouble in _troubles(harvest):
        logger.warning("%s: %s", source.service, trouble)
        run.note(trouble)


def _store(source: WeatherSource, harvest: asking.Harvest, not_due: list[City], now: datetime) -> int:
    storing.confirm(harvest.unchanged, source.source, now)
    carried_on = storing.carried_on([*harvest.unchanged, *not_due], source.source, now)
    new = storing.store([*harvest.weather, *carried_on], source.source, now)
    asking.remember(harvest.heard)
    notices.frost(new)
    notices.records(new)
    return len(new)


def _troubles(harvest: asking.Harvest) -> list[str]:
    """In English, for the log and for who looks after the sources."""
    troubles = [
        f"{', '.join(city.slug for city in call.cities)}: {error}" for call, error in harvest.failures
    ]
    if harvest.not_reached:
        troubles.append(f"{harvest.not_reached} cities were not reached in time")
    return troubles + [dropped for each in harvest.weather for dropped in each.dropped]
