"""The next second at which the clock alone changes what readers see, somewhere on the site.

No page is kept beyond it, whatever the page is about. Nobody is told of it: it would tell of an embargo.
"""

from datetime import UTC, datetime
from typing import Any

import psycopg

# Each by an index; a boundary that changes nothing after all costs some pages made anew.
NEXT = """
WITH clock AS (SELECT %(now)s::timestamptz AS now)
SELECT least(
    (SELECT published_at FROM articles_article, clock
        WHERE publication = 'published' AND published_at > now ORDER BY published_at LIMIT 1),
    (SELECT min(embargo_until) FROM articles_article, clock WHERE embargo_until > now),
    (SELECT min(expires_at) FROM articles_article, clock WHERE expires_at > now),
    (SELECT min(scheduled_at) FROM articles_article, clock WHERE scheduled_at > now),
    (SELECT published_at FROM articles_correction, clock
        WHERE published_at > now ORDER BY published_at LIMIT 1),
    (SELECT min(edge) FROM articles_pin, clock, unnest(ARRAY[starts_at, ends_at]) AS edge
        WHERE slot IN ('breaking', 'lead') AND ends_at > now AND ended_at IS NULL AND edge > now),
    -- Weather grows pale after three hours and is gone after a day; a reading may also be of a moment ahead.
    (SELECT min(edge)
        FROM clock, widgets_city AS city, unnest(ARRAY['sample', 'open_meteo', 'metno']) AS of_source,
        LATERAL (
            (SELECT observed_at FROM widgets_weatherobservation
                WHERE city_id = city.id AND source = of_source AND observed_at <= now
                ORDER BY observed_at DESC LIMIT 1)
            UNION ALL
            (SELECT observed_at FROM widgets_weatherobservation
                WHERE city_id = city.id AND source = of_source AND observed_at > now
                ORDER BY observed_at LIMIT 1)
        ) AS reading,
        unnest(ARRAY[interval '0', interval '3 hours', interval '24 hours']) AS age,
        LATERAL (SELECT observed_at + age AS edge) AS edges
        WHERE edge > now),
    -- Rates in force, editions, rights in photos, «today»: what is of a day ends with it.
    (SELECT date_trunc('day', now, 'Asia/Almaty') + interval '24 hours' FROM clock)
)
"""


def next_boundary(connection: "psycopg.Connection[Any]", now: float) -> float:
    row = connection.execute(NEXT, {"now": datetime.fromtimestamp(now, UTC)}).fetchone()
    assert row is not None  # noqa: S101  a select without a table has one row
    moment: datetime = row[0]
    return moment.timestamp()
