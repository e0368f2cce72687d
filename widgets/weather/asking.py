"""One round of calls to a service: polite, within a time, and one city's trouble is not the others'."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newsportal.lib.connections import Deadline
from newsportal.lib.http import Answer, Failure, FetchError
from widgets.models import City, ServiceAnswer
from widgets.runs import ParseError
from widgets.weather.readings import CityWeather
from widgets.weather.source import Call, WeatherSource

# Then it is the service that is in trouble, and asking on helps nobody.
FAILURES_IN_A_ROW = 3
LEAVE_ALONE = {Failure.TOO_MANY_REQUESTS, Failure.UNAVAILABLE}
# Less is not worth beginning with.
LEAST_SECONDS = 0.5
# A service that asks for more has made a mistake: our values would be muted before it is asked again.
LONGEST_EXPIRY = timedelta(hours=3)


@dataclass(slots=True)
class Harvest:
    weather: list[CityWeather] = field(default_factory=list)
    # Cities of which the service says that what we have is still its newest.
    unchanged: list[City] = field(default_factory=list)
    failures: list[tuple[Call, FetchError | ParseError]] = field(default_factory=list)
    not_reached: int = 0
    heard: list[ServiceAnswer] = field(default_factory=list)


def ask(
    source: WeatherSource, calls: Sequence[Call], *, seconds: float, told: Callable[[int], object]
) -> Harvest:
    """`told` of so many cities after each call. In a new order each time: a slow day leaves out others."""
    harvest, deadline, in_a_row = Harvest(), Deadline(seconds), 0
    waiting = random.sample(calls, len(calls))
    while waiting and deadline.remaining() > LEAST_SECONDS and in_a_row < FAILURES_IN_A_ROW:
        call = waiting.pop()
        try:
            _ask_once(source, call, deadline, harvest)
            in_a_row = 0
        except (FetchError, ParseError) as error:
            harvest.failures.append((call, error))
            in_a_row += 1
            if isinstance(error, FetchError) and error.failure in LEAVE_ALONE:
                break
        told(len(call.cities))
        if waiting:
            time.sleep(source.pause)
    harvest.not_reached = sum(len(call.cities) for call in waiting)
    return harvest


def _ask_once(source: WeatherSource, call: Call, deadline: Deadline, harvest: Harvest) -> None:
    answer = source.fetch(call, deadline.remaining())
    if answer.not_modified:
        harvest.unchanged.extend(call.cities)
    else:
        weather = source.parse(answer.body, call.cities, answer.fetched_at)
        if not any(each.now or each.hours or each.days for each in weather):
            raise ParseError("nothing_usable", "; ".join(_dropped(weather))[:200])
        harvest.weather.extend(weather)
    # Only now: an answer that could not be used has to be sent again.
    if call.known:
        harvest.heard.append(_heard(call.known, answer))


def _dropped(weather: Iterable[CityWeather]) -> list[str]:
    return [each for city in weather for each in city.dropped]


def _heard(known: ServiceAnswer, answer: Answer) -> ServiceAnswer:
    """A 304 need not repeat what it confirms."""
    return ServiceAnswer(
        url=known.url,
        etag=answer.etag or (known.etag if answer.not_modified else ""),
        last_modified=answer.last_modified or (known.last_modified if answer.not_modified else ""),
        expires_at=_expiry(answer.expires, answer.fetched_at),
    )


def _expiry(expires: datetime | None, fetched_at: datetime) -> datetime | None:
    return min(expires, fetched_at + LONGEST_EXPIRY) if expires else None


def remember(heard: Sequence[ServiceAnswer]) -> None:
    ServiceAnswer.objects.bulk_create(
        heard,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["etag", "last_modified", "expires_at"],
    )
