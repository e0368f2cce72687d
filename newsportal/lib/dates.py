"""Dates as Russian and Kazakh readers write them; Babel knows both languages, Django's Kazakh is poor."""

from datetime import UTC, date, datetime
from functools import lru_cache

from babel.dates import format_date, get_day_names, get_month_names
from django.utils import timezone, translation

# Before the first issue of any site of ours, and after any plan of an editor: a year 9999 breaks calendars.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def _locale() -> str:
    return translation.get_language() or "ru"


def iso(moment: datetime) -> str:
    """For <time datetime>: the offset of that day, and no microseconds, which make the attribute invalid."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def long_day(day: date) -> str:
    """«23 ноября 2026», «2026 ж. 23 қараша»."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return _written(day, "d MMMM y" if _locale() == "ru" else "y 'ж'. d MMMM", _locale())


@lru_cache(maxsize=1024)
def _written(day: date, pattern: str, locale: str) -> str:
    """Pages are full of the same few days."""
    return format_date(day, pattern, locale=locale)


def long_day_parts() -> tuple[str, list[str]]:
    """For scripts, since not every browser knows Kazakh: «{d} {m} {y}», and the names of the months in it."""
    pattern = "{d} {m} {y}" if _locale() == "ru" else "{y} ж. {d} {m}"
    names = get_month_names("wide", context="format", locale=_locale())
    return pattern, [names[month] for month in range(1, 13)]


def weekday_and_day(day: date) -> str:
    """«ср, 25 ноября»."""
    return _written(day, "EEE, d MMMM", _locale())


def short_day(day: date) -> str:
    """For the marks of an axis: «5 янв.»."""
    return _written(day, "d MMM", _locale())


def short_month(day: date) -> str:
    """«янв.», «қаң.»."""
    name: str = get_month_names("abbreviated", context="stand-alone", locale=_locale())[day.month]
    return name


def day_and_time(moment: datetime) -> str:
    """«23 ноября 2026, 14:05»."""
    local = timezone.localtime(moment)
    return f"{long_day(local.date())}, {local:%H:%M}"


def short_time(moment: datetime, now: datetime | None = None) -> str:
    """For lists: «14:05» today, «22 ноября» this year, «22 ноября 2025» before."""
    local = timezone.localtime(moment)
    today = timezone.localtime(now).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.year == today.year:
        return _written(local.date(), "d MMMM", _locale())
    return long_day(local.date())


def month_title(day: date) -> str:
    """«Ноябрь 2026», «2026 ж. қараша»."""
    name = get_month_names("wide", context="stand-alone", locale=_locale())[day.month]
    return f"{name.capitalize()} {day.year}" if _locale() == "ru" else f"{day.year} ж. {name.lower()}"


def weekday_names() -> list[str]:
    """Monday first, two letters."""
    names = get_day_names("abbreviated", context="stand-alone", locale=_locale())
    return [names[weekday] for weekday in range(7)]


def clock_time(moment: datetime | None = None) -> str:
    """«14:05», of the given moment or of now."""
    return f"{timezone.localtime(moment):%H:%M}"
