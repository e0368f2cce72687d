"""Days of cities out of their observations: the observations are the truth, these rows are their index.

Postgres knows where a day of Asia/Almaty begins, also before March 2024, when it did an hour earlier.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection, transaction

from widgets.models import City, CityDay

# Of one moment the value that was fetched last counts; a null is something left out, and takes nothing back.
REMAKE = """
INSERT INTO widgets_cityday (city_id, date, low, high, mean, observations)
SELECT city_id, (observed_at AT TIME ZONE 'Asia/Almaty')::date AS day,
       min(temperature), max(temperature), round(avg(temperature), 1), count(*)
FROM (
    SELECT DISTINCT ON (city_id, observed_at) city_id, observed_at, temperature
    FROM widgets_weatherobservation JOIN {these}
    WHERE source <> 'sample' AND temperature IS NOT NULL
    ORDER BY city_id, observed_at DESC, fetched_at DESC, id DESC
) AS newest
GROUP BY city_id, day
ON CONFLICT (city_id, date) DO UPDATE
SET low = excluded.low, high = excluded.high, mean = excluded.mean, observations = excluded.observations
"""
OF_TOUCHED_DAYS = """(
        SELECT DISTINCT city, (moment AT TIME ZONE 'Asia/Almaty')::date AS day
        FROM unnest(%s::bigint[], %s::timestamptz[]) AS pair (city, moment)
    ) AS touched
    ON city_id = touched.city
    AND observed_at >= touched.day::timestamp AT TIME ZONE 'Asia/Almaty'
    AND observed_at < (touched.day + 1)::timestamp AT TIME ZONE 'Asia/Almaty'"""
OF_A_CITY = "(SELECT %s::bigint) AS one (city) ON city_id = one.city"


def hold() -> None:
    """One at a time stores observations and makes their days, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('widgets.weather', 0))")


def remake(touched: Iterable[tuple[int, datetime]]) -> None:
    """The days in which observations of cities, by their ids, lie; inside a transaction that has `hold`."""
    pairs = list(touched)
    if pairs:
        cities, moments = zip(*pairs, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(REMAKE.format(these=OF_TOUCHED_DAYS), [list(cities), list(moments)])


def remake_all(told: Callable[[int], object] = lambda days: None) -> None:
    """Every day of every city, anew: after a bulk load, which makes none. `told` of each city's days."""
    for city in City.objects.order_by("position", "pk"):
        with transaction.atomic():
            hold()
            CityDay.objects.filter(city=city).delete()
            with connection.cursor() as cursor:
                cursor.execute(REMAKE.format(these=OF_A_CITY), [city.pk])
                days = cursor.rowcount
        told(days)
