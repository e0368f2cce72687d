"""How the sources are: for the desk fresh or stale, for monitors in codes and seconds."""

import ast
import json
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from pytest_django import Settings

import widgets
from newsportal.lib.http import Failure
from widgets.models import City, Currency, Rate, Service, SourceRun, SuspectRate, WeatherObservation
from widgets.runs import BUG
from widgets.source_health import SOURCES, Health, State, health_of, report, source_ages, states
from widgets.source_words import STATES, WORDS

pytestmark = pytest.mark.django_db


def observe(*, age: timedelta, source: str = "metno", slug: str = "ridder") -> None:
    city, _made = City.objects.get_or_create(
        slug=slug, defaults={"name_ru": slug, "latitude": 50, "longitude": 83, "position": 1}
    )
    moment = timezone.now() - age
    WeatherObservation.objects.create(
        city=city, observed_at=moment, fetched_at=timezone.now(), temperature=Decimal("-17"), source=source
    )


def rate(*, age: timedelta, source: str = "nbk") -> None:
    currency, _made = Currency.objects.get_or_create(
        code="USD", defaults={"name_ru": "доллар", "position": 1, "is_major": True}
    )
    moment = timezone.now() - age
    Rate.objects.create(
        currency=currency,
        date=timezone.localdate(moment),
        value=Decimal("489.39"),
        fetched_at=moment,
        source=source,
    )


def ran(
    outcome: str = "unchanged",
    *,
    service: str = "nbk",
    ago: timedelta = timedelta(0),
    reason: str = "",
    detail: str = "",
) -> SourceRun:
    moment = timezone.now() - ago
    return SourceRun.objects.create(
        service=service, started_at=moment, finished_at=moment, outcome=outcome, reason=reason, detail=detail
    )


def rates_health() -> Health:
    return health_of(SOURCES["rates"], timezone.now())


def desk() -> list[tuple[str, bool]]:
    return [(state.url, state.is_stale) for state in states(timezone.now())]


def test_a_source_without_a_real_value_is_stale() -> None:
    observe(age=timedelta(0), source="sample")
    rate(age=timedelta(0), source="sample")
    assert desk() == [("/weather/", True), ("/rates/", True)]
    assert source_ages() == {"weather": None, "rates": None}


def test_weather_goes_stale_in_hours_and_rates_in_days() -> None:
    observe(age=timedelta(hours=2, minutes=59))
    rate(age=timedelta(days=4, hours=23))
    assert desk() == [("/weather/", False), ("/rates/", False)]


def test_old_values_are_stale() -> None:
    observe(age=timedelta(hours=3, minutes=1))
    rate(age=timedelta(days=5, hours=1))
    assert desk() == [("/weather/", True), ("/rates/", True)]


def test_the_value_that_readers_see_counts_and_not_the_one_that_came_last() -> None:
    """Filling in the series of years ago makes nothing fresh."""
    observe(age=timedelta(hours=1))
    observe(age=timedelta(days=900))
    assert source_ages()["weather"] == 3600


def test_cities_that_are_left_behind_are_counted() -> None:
    observe(age=timedelta(hours=1))
    observe(age=timedelta(hours=9), slug="semey")
    shown = SOURCES["weather"].shown(timezone.now())
    assert (shown.fresh, shown.total) == (1, 2)


@pytest.mark.parametrize("chosen", ["metno", "open_meteo"])
def test_weather_is_the_service_that_the_settings_choose(settings: Settings, chosen: str) -> None:
    settings.WEATHER_SOURCE = chosen
    assert SOURCES["weather"].service == Service(chosen)
    assert SOURCES["rates"].service == Service.NBK


def test_all_is_well() -> None:
    rate(age=timedelta(hours=3))
    ran("stored", ago=timedelta(hours=3))
    ran("unchanged")
    assert rates_health().state == State.OK


def test_a_failure_with_fresh_values_is_told_and_the_next_success_heals() -> None:
    rate(age=timedelta(hours=3))
    failed = ran("failed", reason="timeout", ago=timedelta(minutes=30))
    assert rates_health().state == State.FAILING
    good = ran("no_data")
    health = rates_health()
    assert (health.state, health.last_failure, health.last_success) == (State.OK, failed, good)


def test_old_values_outweigh_a_failure() -> None:
    rate(age=timedelta(days=6))
    ran("failed", reason="timeout")
    assert rates_health().state == State.STALE


def test_values_that_wait_for_a_person_are_told() -> None:
    rate(age=timedelta(hours=3))
    ran("unchanged")
    suspect = SuspectRate.objects.create(
        currency_id="USD", date="2026-11-25", value=Decimal(900), reason=SuspectRate.Reason.JUMP
    )
    assert (rates_health().state, rates_health().waiting) == (State.HELD_BACK, 1)
    suspect.verdict, suspect.decided_at = SuspectRate.Verdict.REJECTED, timezone.now()
    suspect.save()
    assert rates_health().state == State.OK


def test_a_worker_that_does_not_run_is_noticed() -> None:
    rate(age=timedelta(hours=3))
    assert rates_health().state == State.SILENT
    ran("stored", ago=timedelta(hours=15))
    assert rates_health().state == State.SILENT
    ran("stored", ago=timedelta(hours=13))
    assert rates_health().state == State.OK


def test_runs_of_another_service_do_not_count() -> None:
    rate(age=timedelta(hours=3))
    ran("stored", service="metno")
    assert rates_health().last_run is None


def test_the_next_run_is_that_of_the_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.fromisoformat("2026-11-25T23:58:00+05:00")
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    assert health_of(SOURCES["rates"], now).next_run is None

    class Periodic:
        name = "widgets.update_rates"

    app.periodic_registry.register_task(
        task=Periodic(),  # type: ignore[arg-type]
        cron="10,40 * * * *",
        periodic_id="",
        configure_kwargs={},
    )
    next_run = health_of(SOURCES["rates"], now).next_run
    assert next_run == datetime.fromisoformat("2026-11-26T00:10:00+05:00")


def test_monitors_are_told_in_codes() -> None:
    rate(age=timedelta(hours=3))
    ran("stored", ago=timedelta(hours=3))
    ran("failed", reason="status", detail="status 500 of http://mirror.internal/?apikey=s3cret")
    told = report(timezone.now())
    assert told["status"] == "attention"
    rates = told["sources"]["rates"]
    assert rates["state"] == "failing"
    assert rates["age"] == pytest.approx(3 * 3600, abs=2)
    assert rates["last_failure_reason"] == "status"
    assert rates["last_outcome"] == "failed"
    assert told["sources"]["weather"]["value_at"] is None
    text = json.dumps(told)
    assert "s3cret" not in text and "mirror" not in text


def test_monitors_are_told_when_all_is_well() -> None:
    rate(age=timedelta(hours=3))
    observe(age=timedelta(hours=1))
    ran()
    ran(service="metno")
    assert report(timezone.now())["status"] == "ok"


def test_it_takes_the_same_queries_however_much_there_is(django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        observe(age=timedelta(hours=1), slug=f"city-{number}")
    for _number in range(60):
        ran()
    with django_assert_max_num_queries(9):
        report(timezone.now())


def parse_reasons() -> set[str]:
    """Each `ParseError("…")` of the app."""
    found = set()
    for path in Path(widgets.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            is_raised = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ParseError"
            if is_raised and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
                found.add(str(node.args[0].value))  # type: ignore[attr-defined]
    return found


def test_every_reason_of_a_failure_has_its_words() -> None:
    assert {*map(str, Failure), BUG, *parse_reasons()} - WORDS.keys() == set()


def test_every_state_has_its_words() -> None:
    assert STATES.keys() == set(State)
