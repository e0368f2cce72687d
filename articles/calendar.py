"""The calendar of the archive: one month, with the days that have stories."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from articles.models.article_queryset import ArticleQuerySet
from articles.spans import newest_of_each
from newsportal.lib.dates import month_title, weekday_names

FIRST_YEAR = 1990


@dataclass
class CalendarDay:
    """A cell of the month; without a URL there is nothing to read on that day."""

    day: date
    url: str | None
    is_current: bool


@dataclass
class MonthCalendar:
    """Weeks of seven cells, Monday first; None stands for days of the neighbouring months."""

    title: str
    weekdays: list[str]
    weeks: list[list[CalendarDay | None]]
    previous_url: str | None
    next_url: str | None


def day_url(day: date) -> str:
    return reverse("archive_day", args=[f"{day:%Y}", f"{day:%m}", f"{day:%d}"])


def month_calendar(shown: date, today: date, stories: ArticleQuerySet) -> MonthCalendar:
    """The month of `shown`; one query for its days."""
    first = shown.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    of_month = [first + timedelta(days=number) for number in range((after - first).days)]
    newest = newest_of_each(
        stories, [(_midnight(day), _midnight(day + timedelta(days=1))) for day in of_month]
    )
    days = {day for day, found in zip(of_month, newest, strict=True) if found is not None}

    def cell(day: date) -> CalendarDay | None:
        if day.month != first.month:
            return None
        return CalendarDay(day, day_url(day) if day in days else None, day == shown)

    last_of_previous = first - timedelta(days=1)
    return MonthCalendar(
        title=month_title(first),
        weekdays=weekday_names(),
        weeks=[
            [cell(day) for day in week]
            for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        ],
        previous_url=day_url(last_of_previous) if last_of_previous.year >= FIRST_YEAR else None,
        next_url=day_url(min(after, today)) if after <= today else None,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
