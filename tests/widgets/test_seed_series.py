"""The series for measuring: they look like real ones, and they go away without a trace."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.db.models import Max, Min

from tests.widgets.observations import observe, publish
from widgets.load_series import copying, rates
from widgets.models import City, CityDay, Rate, WeatherObservation

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture(autouse=True)
def _frozen(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def _two_cities(reference: None) -> None:
    City.objects.exclude(slug__in=["almaty", "astana"]).update(is_active=False, is_home=False)


def load(*options: str, rate_years: int = 1, weather_years: int = 0) -> None:
    years = ["--rate-years", str(rate_years), "--weather-years", str(weather_years)]
    call_command("seed_series", *years, *options, verbosity=0)


def test_rates_are_of_every_currency_and_day_in_the_banks_rhythm() -> None:
    load()
    assert Rate.objects.history().count() == 365 * 39
    usd = list(Rate.objects.filter(currency="USD").order_by("date"))
    assert (usd[0].date, usd[-1].date) == (date(2025, 11, 24), date(2026, 11, 23))
    assert all(later.change == later.value - earlier.value for earlier, later in itertools.pairwise(usd))
    assert {rate.change for rate in usd if rate.date.weekday() in {6, 0}} == {Decimal("0.00")}
    assert Rate.objects.aggregate(low=Min("pk"), high=Max("pk")) == {"low": -365 * 39, "high": -1}
    assert Rate.objects.order_by("-pk").values_list("date", flat=True)[0] == date(2026, 11, 23)


def test_the_same_seed_gives_the_same_rates_and_another_gives_others() -> None:
    def walk(seed: int) -> list[tuple[object, ...]]:
        return list(rates.rows(["USD", "KRW"], date(2026, 1, 1), date(2026, 2, 1), begin=-64, seed=seed))

    assert walk(1) == walk(1) != walk(2)


@pytest.mark.usefixtures("_two_cities")
def test_weather_has_seasons_and_its_days() -> None:
    load(rate_years=0, weather_years=1)
    assert WeatherObservation.objects.count() == 2 * 17_532
    newest = WeatherObservation.objects.order_by("-pk")[0]
    assert newest.observed_at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    days = CityDay.objects.filter(city__slug="astana")
    july = days.filter(date__month=7).aggregate(low=Min("mean"))["low"]
    assert days.filter(date__month=1).aggregate(high=Max("mean"))["high"] < july
    day = days.get(date=date(2026, 7, 1))
    of_day = WeatherObservation.objects.filter(
        city=day.city,
        observed_at__gte=datetime.fromisoformat("2026-07-01T00:00:00+05:00"),
        observed_at__lt=datetime.fromisoformat("2026-07-02T00:00:00+05:00"),
    ).aggregate(low=Min("temperature"), high=Max("temperature"))
    assert (day.low, day.high, day.observations) == (of_day["low"], of_day["high"], 48)


@pytest.mark.usefixtures("_two_cities")
def test_removing_leaves_what_is_real(now: datetime) -> None:
    load("--force", weather_years=1)
    publish("USD", now.date() + timedelta(days=1), "501.02")
    observe("astana", now, "-13")
    call_command("seed_series", "--remove", verbosity=0)
    assert [str(rate.value) for rate in Rate.objects.all()] == ["501.02"]
    assert [str(row.temperature) for row in WeatherObservation.objects.all()] == ["-13.0"]
    assert not CityDay.objects.exists()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Rate.objects.all().delete()


def test_it_is_not_loaded_beside_real_values_unless_forced(now: datetime) -> None:
    publish("USD", now.date(), "501.02")
    with pytest.raises(CommandError, match="Real values are stored here"):
        load()
    assert Rate.objects.count() == 1
    load("--force")
    assert copying.is_loaded()


def test_it_is_not_loaded_twice() -> None:
    load()
    with pytest.raises(CommandError, match="--remove first"):
        load()


def test_impossible_lengths_are_refused() -> None:
    with pytest.raises(CommandError, match="from 0 to 50"):
        load(rate_years=51)
