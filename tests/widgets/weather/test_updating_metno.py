"""Whole runs with MET Norway: its rules are kept, and one city's trouble is not the others'."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from werkzeug import Request, Response

from tests.widgets.weather.services import (
    HTTP_DATE,
    Services,
    metno,
    metno_entry,
    metno_response,
    metno_series,
)
from widgets.models import City, DayForecast, HourForecast, ServiceAnswer, SourceRun, WeatherObservation
from widgets.weather import updating
from widgets.weather.metno import MetNorway
from widgets.weather.updating import update

pytestmark = pytest.mark.usefixtures("cities", "moment")

HALF_HOUR = timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _chosen(settings: Any, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEATHER_SOURCE = "metno"
    monkeypatch.setattr(MetNorway, "pause", 0.0)


def fresh(moment: datetime, **more: Any) -> Callable[[Request], Response]:
    """An answer that holds for half an hour, and is of ten minutes ago."""
    body = metno(metno_series(moment.replace(minute=0)))
    times = {"expires": moment + HALF_HOUR, "last_modified": moment - timedelta(minutes=10)} | more
    return lambda _request: metno_response(body, **times)


def last_run() -> SourceRun:
    return SourceRun.objects.latest("finished_at", "pk")


def test_each_city_is_asked_for_alone_with_four_places_and_a_name(
    services: Services, settings: Any, moment: datetime
) -> None:
    services.metno(fresh(moment))
    updated = update()
    assert (updated.cities, updated.answered, updated.stored) == (18, 18, 18)
    assert len(services.asked) == 18
    places = {(each.args["lat"], each.args["lon"]) for each in services.asked}
    assert len(places) == 18
    assert ("49.9714", "82.6059") in places
    assert {each.headers["User-Agent"] for each in services.asked} == {settings.USER_AGENT}
    assert "If-Modified-Since" not in services.asked[0].headers
    assert (HourForecast.objects.count(), DayForecast.objects.count()) == (18 * 48, 18 * 6)
    assert (last_run().service, last_run().outcome, last_run().stored) == ("metno", "stored", 18)


def test_nobody_is_asked_before_the_answer_expires_and_then_only_for_what_is_newer(
    services: Services, moment: datetime
) -> None:
    services.metno(fresh(moment))
    update()
    services.asked.clear()
    with time_machine.travel(moment + HALF_HOUR - timedelta(seconds=1), tick=False):
        updated = update()
        assert (updated.not_due, updated.stored, services.asked) == (18, 0, [])
        assert last_run().outcome == "unchanged"
    with time_machine.travel(moment + HALF_HOUR, tick=False):
        services.metno(lambda _request: metno_response(b"", expires=moment + 2 * HALF_HOUR, status=304))
        updated = update()
        assert (updated.answered, updated.stored) == (18, 0)
        said = (moment - timedelta(minutes=10)).strftime(HTTP_DATE)
        assert {each.headers["If-Modified-Since"] for each in services.asked} == {said}
        # Confirmed just now, and not to be asked for again before its new end.
        assert set(HourForecast.objects.values_list("fetched_at", flat=True)) == {moment + HALF_HOUR}
        known = ServiceAnswer.objects.all()
        assert {each.expires_at for each in known} == {moment + 2 * HALF_HOUR}
        assert {each.last_modified for each in known} == {said}


def test_the_hours_of_an_answer_become_observations_as_long_as_the_service_stands_by_it(
    services: Services, moment: datetime
) -> None:
    begun = moment.replace(minute=0)
    entries = [metno_entry(begun + timedelta(hours=number), -17 + number) for number in range(12)]
    services.metno(lambda _request: metno_response(metno(entries), expires=moment + 3 * HALF_HOUR))
    update()
    with time_machine.travel(moment + 2 * HALF_HOUR, tick=False):
        assert update().stored == 18
        assert update().stored == 0
    of_home = WeatherObservation.objects.filter(city__slug="ust-kamenogorsk").order_by("pk")
    assert [(each.observed_at.hour, str(each.temperature), each.fetched_at) for each in of_home] == [
        (7, "-17.0", moment),
        (8, "-16.0", moment),
    ]
    # A service that is silent stands by nothing.
    services.metno(lambda _request: Response(status=503))
    with time_machine.travel(moment + 4 * HALF_HOUR, tick=False):
        assert update().stored == 0
    assert of_home.count() == 2


def test_one_broken_city_leaves_the_others_and_is_asked_for_again(
    services: Services, moment: datetime
) -> None:
    good = fresh(moment)

    def answer(request: Request) -> Response:
        return (
            Response("oops", mimetype="application/json")
            if request.args["lat"] == "49.9714"
            else good(request)
        )

    services.metno(answer)
    updated = update()
    assert (updated.answered, updated.stored, updated.failure) == (17, 17, None)
    assert last_run().outcome == "stored"
    assert last_run().detail.startswith("ust-kamenogorsk: not_json")
    services.asked.clear()
    update()
    assert [each.args["lat"] for each in services.asked] == ["49.9714"]


def test_an_answer_that_could_not_be_used_is_not_remembered(services: Services, moment: datetime) -> None:
    services.metno(
        lambda _request: metno_response(metno([]), expires=moment + HALF_HOUR, last_modified=moment)
    )
    assert update().failure is not None
    assert last_run().reason == "nothing_usable"
    assert not ServiceAnswer.objects.exists()


def test_a_service_in_trouble_is_left_alone(services: Services) -> None:
    services.metno(lambda _request: Response(status=429))
    assert update().failure is not None
    assert len(services.asked) == 1
    assert (last_run().outcome, last_run().reason) == ("failed", "too_many_requests")
    services.metno(lambda _request: Response(status=403))
    assert update().failure is not None
    assert len(services.asked) == 3
    assert (last_run().outcome, last_run().reason) == ("failed", "status")


def test_a_run_ends_in_time_and_keeps_what_it_got(
    services: Services, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "SECONDS", 1.5)
    good = fresh(moment)

    def slow(request: Request) -> Response:
        time.sleep(0.2)
        return good(request)

    services.metno(slow)
    began = time.monotonic()
    updated = update()
    assert time.monotonic() - began < 3
    assert 1 <= updated.stored < 18
    assert updated.stored == updated.answered
    assert last_run().detail == f"{18 - updated.stored} cities were not reached in time"


def test_a_service_that_hangs_is_given_up_on(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "SECONDS", 2.0)
    monkeypatch.setattr(MetNorway, "patience", 0.4)

    def hang(_request: Request) -> Response:
        time.sleep(1)
        return Response(status=500)

    services.metno(hang)
    began = time.monotonic()
    assert update().failure is not None
    assert time.monotonic() - began < 3
    assert last_run().reason == "timeout"


def test_an_end_that_is_far_away_is_not_waited_for(services: Services, moment: datetime) -> None:
    services.metno(fresh(moment, expires=datetime(2099, 1, 1, tzinfo=UTC)))
    update()
    assert {each.expires_at for each in ServiceAnswer.objects.all()} == {moment + timedelta(hours=3)}


def test_a_city_that_was_moved_is_asked_for_at_once(services: Services, moment: datetime) -> None:
    services.metno(fresh(moment))
    update()
    services.asked.clear()
    City.objects.filter(slug="semey").update(latitude=Decimal("50.5"))
    update()
    assert [each.args["lat"] for each in services.asked] == ["50.5000"]
