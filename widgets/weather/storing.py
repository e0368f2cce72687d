"""Keeping what was said: observations for ever, forecasts until the next; few statements for all cities."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from widgets.models import City, DayForecast, HourForecast, WeatherObservation
from widgets.weather import days
from widgets.weather.horizon import day_of, hour_of
from widgets.weather.readings import CityWeather, Now

READ = ("temperature", "code", "is_day", "humidity", "wind_speed")
TICK = timedelta(microseconds=1)
EXPECTED = ("code", "precipitation", "wind_speed", "source", "fetched_at")


def store(
    weather: Sequence[CityWeather], source: WeatherObservation.Source, now: datetime
) -> list[WeatherObservation]:
    """The observations that are new: one that says what is stored already is none."""
    with transaction.atomic():
        days.hold()
        new = _new_observations(weather, source)
        WeatherObservation.objects.bulk_create(new)
        days.remake((observation.city_id, observation.observed_at) for observation in new)
        _replace_forecasts(weather, source, now)
    return new


def _new_observations(
    weather: Sequence[CityWeather], source: WeatherObservation.Source
) -> list[WeatherObservation]:
    read = [(each, each.now) for each in weather if each.now]
    stored = WeatherObservation.objects.filter(
        source=source,
        city__in=[each.city for each, _now in read],
        observed_at__in={now.observed_at for _each, now in read},
    )
    # The last of each moment is the one that counts.
    newest = {(row.city_id, row.observed_at): row for row in stored.order_by("fetched_at", "pk")}
    new = []
    for each, now in read:
        before = newest.get((each.city.pk, now.observed_at))
        if before and _says_the_same(before, now):
            continue
        # Where a clock stood still, the later has to be told from the earlier all the same.
        is_one_moment = before and before.fetched_at == each.fetched_at
        new.append(
            WeatherObservation(
                city=each.city,
                observed_at=now.observed_at,
                fetched_at=each.fetched_at + TICK if is_one_moment else each.fetched_at,
                source=source,
                **{name: getattr(now, name) for name in READ},
            )
        )
    return new


def _says_the_same(stored: WeatherObservation, now: Now) -> bool:
    return all(getattr(stored, name) == getattr(now, name) for name in READ)


def _replace_forecasts(
    weather: Sequence[CityWeather], source: WeatherObservation.Source, now: datetime
) -> None:
    """Dictionaries, since a service may name an hour twice, and a statement may write a row once."""
    hours = {
        (each.city.pk, hour.at): HourForecast(
            city=each.city,
            at=hour.at,
            temperature=hour.temperature,
            is_day=hour.is_day,
            code=hour.code,
            precipitation=hour.precipitation,
            wind_speed=hour.wind_speed,
            source=source,
            fetched_at=each.fetched_at,
        )
        for each in weather
        for hour in each.hours
    }
    dates = {
        (each.city.pk, day.date): DayForecast(
            city=each.city,
            date=day.date,
            low=day.low,
            high=day.high,
            code=day.code,
            precipitation=day.precipitation,
            wind_speed=day.wind_speed,
            source=source,
            fetched_at=each.fetched_at,
        )
        for each in weather
        for day in each.days
    }
    HourForecast.objects.bulk_create(
        hours.values(),
        update_conflicts=True,
        unique_fields=["city", "at"],
        update_fields=["temperature", "is_day", *EXPECTED],
    )
    DayForecast.objects.bulk_create(
        dates.values(),
        update_conflicts=True,
        unique_fields=["city", "date"],
        update_fields=["low", "high", *EXPECTED],
    )
    HourForecast.objects.filter(at__lt=hour_of(now)).delete()
    DayForecast.objects.filter(date__lt=day_of(now)).delete()


def confirm(cities: Iterable[City], source: WeatherObservation.Source, fetched_at: datetime) -> None:
    """The service has just said that its forecast for these cities is still the one we have."""
    for model in (HourForecast, DayForecast):
        model.objects.filter(city__in=list(cities), source=source).update(fetched_at=fetched_at)


def carried_on(cities: Iterable[City], source: WeatherObservation.Source, now: datetime) -> list[CityWeather]:
    """The hour that has begun, out of a forecast that is still the service's newest.

    MET Norway is asked for many hours at once, and not again before that answer expires: in between, what it
    says of now stands in the answer. An hour that is observed already is left as it is.
    """
    observed = WeatherObservation.objects.filter(
        city=OuterRef("city"), source=source, observed_at=OuterRef("at")
    )
    hours = HourForecast.objects.filter(
        ~Exists(observed), city__in=list(cities), source=source, at=hour_of(now), temperature__isnull=False
    ).select_related("city")
    return [
        CityWeather(
            hour.city,
            hour.fetched_at,
            Now(
                observed_at=hour.at,
                temperature=hour.temperature,
                code=hour.code,
                is_day=hour.is_day,
                humidity=None,
                wind_speed=hour.wind_speed,
            ),
        )
        for hour in hours
    ]
