"""Into the database by COPY, and out of it again."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from widgets.load_series import rates, weather
from widgets.models import City, CityDay, Currency, Rate, WeatherObservation

RATES, WEATHER, DAYS = Rate._meta.db_table, WeatherObservation._meta.db_table, CityDay._meta.db_table
BATCH = 20_000
A_YEAR = timedelta(days=365.25)

type Told = Callable[[int], None]


def load_rates(now: datetime, *, years: int, seed: int, told: Told) -> None:
    """Up to and with that day, for every currency of the list."""
    last = timezone.localdate(now)
    first = last - A_YEAR * years + timedelta(days=1)
    codes = list(Currency.objects.order_by("position").values_list("pk", flat=True))
    count = ((last - first).days + 1) * len(codes)
    found = rates.rows(codes, first, last, begin=-count, seed=seed)
    _copy(RATES, rates.COLUMNS, found, told)


def load_weather(now: datetime, *, years: int, seed: int, told: Told) -> None:
    """Up to that half-hour, for every city of the list, and the days made of it."""
    cities = list(City.objects.active())
    end = now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
    steps = int(A_YEAR * years / weather.STEP)
    found = weather.rows(
        cities,
        end - weather.STEP * (steps - 1),
        steps,
        begin=-steps * len(cities),
        seed=seed,
        source=settings.WEATHER_SOURCE,
    )
    _copy(WEATHER, weather.COLUMNS, found, told)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {DAYS} (id, city_id, date, low, high, mean, observations)
            SELECT -row_number() OVER (), city_id, (observed_at AT TIME ZONE %s)::date,
                   min(temperature), max(temperature), round(avg(temperature), 1), count(*)
            FROM {WEATHER} WHERE id < 0 GROUP BY city_id, 3
            ON CONFLICT (city_id, date) DO NOTHING
            """,  # noqa: S608  names of our tables
            [settings.TIME_ZONE],
        )
        cursor.execute(f"ANALYZE {WEATHER}, {RATES}, {DAYS}")


def is_loaded() -> bool:
    return Rate.objects.filter(pk__lt=0).exists() or WeatherObservation.objects.filter(pk__lt=0).exists()


def has_real_rows() -> bool:
    kinds = (Rate, WeatherObservation)
    return any(kind.objects.history().filter(pk__gte=0).exists() for kind in kinds)


def remove() -> int:
    """All of it and nothing else, in one transaction: nobody sees it half gone."""
    gone = 0
    with transaction.atomic(), connection.cursor() as cursor:
        # A table with checks to come cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (RATES, WEATHER):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
            cursor.execute(f"DELETE FROM {table} WHERE id < 0")  # noqa: S608  names of our tables
            gone += cursor.rowcount
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")
        cursor.execute(f"DELETE FROM {DAYS} WHERE id < 0")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {WEATHER}, {RATES}, {DAYS}")
    return gone


def _copy(table: str, columns: list[str], rows: Iterable[tuple[Any, ...]], told: Told) -> None:
    """Each batch is a transaction of its own."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in batch:
                copy.write_row(row)
        told(len(batch))
