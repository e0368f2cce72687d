"""When a resource last changed for readers: by somebody's hand, or by the clock."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from newsportal.models import Change

Resource = Change.Resource

# The first of an index for each: of all together the planner would read every change there is.
BY_HAND = """
SELECT max((SELECT max(changed_at) FROM newsportal_change WHERE resource = asked))
FROM unnest(%s::text[]) AS asked
"""
# What is of a day, as the edition in force or the rates of today, becomes another one at midnight.
MIDNIGHT = "SELECT date_trunc('day', now(), 'Asia/Almaty')"
MINUTE = "SELECT date_trunc('minute', now())"
FOLLOW_CLOCK = {Resource.BREAKING, Resource.WEATHER}
BY_CLOCK = """
SELECT greatest(
    (SELECT published_at FROM articles_article WHERE publication = 'published' AND language = 'ru'
        AND published_at <= now() ORDER BY published_at DESC LIMIT 1),
    (SELECT published_at FROM articles_article WHERE publication = 'published' AND language = 'kk'
        AND published_at <= now() ORDER BY published_at DESC LIMIT 1),
    (SELECT max(embargo_until) FROM articles_article WHERE embargo_until <= now()),
    (SELECT max(expires_at) FROM articles_article WHERE expires_at <= now()),
    (SELECT max(published_at) FROM articles_correction WHERE published_at <= now()),
    date_trunc('day', now(), 'Asia/Almaty')
)
"""


# {beginning of a tag: what the triggers call it}; the first that fits.
RESOURCES = {
    "articles_rubric": Resource.RUBRICS,
    "articles_outlet": Resource.OUTLET,
    "articles_pin": Resource.BREAKING,
    "articles_author": Resource.NAMES,
    "articles_topic": Resource.NAMES,
    "articles_source": Resource.NAMES,
    "articles_place": Resource.NAMES,
    "articles_article": Resource.ARTICLES,
    "articles": Resource.ARTICLES,
    "widgets_rate": Resource.RATES,
    "widgets_currency": Resource.RATES,
    "widgets_cityday": Resource.FORECASTS,
    "widgets_hourforecast": Resource.FORECASTS,
    "widgets_dayforecast": Resource.FORECASTS,
    "widgets_city": Resource.WEATHER,
    "widgets_weatherobservation": Resource.WEATHER,
    "monotowns_": Resource.MONOTOWNS,
}


def last_change(tags: Collection[str]) -> datetime | None:
    """Of what an answer shows; None where nobody knows."""
    resources = {resource_of(tag) for tag in tags}
    if None in resources:
        return None
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [list(resources)])
        by_hand = cursor.fetchone()[0]
        # Lines of the bar begin and end, weather grows old: furniture, fresh to the minute.
        cursor.execute(
            MINUTE if resources & FOLLOW_CLOCK else BY_CLOCK if Resource.ARTICLES in resources else MIDNIGHT
        )
        by_clock = cursor.fetchone()[0]
    return max(filter(None, (by_hand, by_clock)), default=None)


def resource_of(tag: str) -> str | None:
    """What the triggers call it that a tag of a page or of an answer names."""
    return next((name.value for start, name in RESOURCES.items() if tag.startswith(start)), None)
