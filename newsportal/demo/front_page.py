"""What makes the front page of the demonstration look lived in: pins, and readings of the last days."""

import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from articles.models import Article, Pin, ViewCount
from newsportal.demo.newsroom import in_two_languages

BAR_LASTS = timedelta(hours=6)
LEAD_LASTS = timedelta(days=2)
DAYS_OF_READINGS = 3


def load_pins(text: list[str], lead: Article, first_start: datetime) -> None:
    """The breaking bar, and the lead in each language that has it."""
    Pin.objects.create(
        slot=Pin.Slot.BREAKING,
        starts_at=first_start,
        ends_at=first_start + BAR_LASTS,
        **in_two_languages(text=text),
    )
    for article in Article.objects.filter(translation_group=lead.translation_group):
        Pin.objects.create(
            slot=Pin.Slot.LEAD, article=article, starts_at=first_start, ends_at=first_start + LEAD_LASTS
        )


def renew_bar(text: list[str], now: datetime) -> None:
    """The bar comes back at each start, unless somebody changed its words or its hours."""
    untouched = Pin.objects.filter(
        slot=Pin.Slot.BREAKING,
        article=None,
        ends_at=F("starts_at") + BAR_LASTS,
        **in_two_languages(text=text),
    )
    untouched.update(starts_at=now, ends_at=now + BAR_LASTS)


def load_readings(articles: Iterable[Article], first_start: datetime) -> None:
    """Newer stories are read more; the rest is the same at every load."""
    today = timezone.localdate(first_start)
    counts = []
    for article in articles:
        if article.published_at is None:
            continue
        days_old = (first_start - article.published_at).days
        for back in range(min(DAYS_OF_READINGS, days_old + 1)):
            chance = zlib.crc32(f"{article.slug} {back}".encode()) % 60
            counts.append(
                ViewCount(
                    day=today - timedelta(days=back),
                    article=article,
                    count=10 + chance + 300 // (days_old + 2),
                )
            )
    ViewCount.objects.bulk_create(counts)
