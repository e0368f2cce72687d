"""How far ahead a forecast goes, and where its hours and days begin."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# One zone for every city, whatever the settings say: the days of the series are the country's.
ALMATY = ZoneInfo("Asia/Almaty")
HOURS, DAYS = 48, 7


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def day_of(moment: datetime) -> date:
    return moment.astimezone(ALMATY).date()


def has_hour(at: datetime, now: datetime) -> bool:
    """From the hour that has begun."""
    return hour_of(now) <= at < hour_of(now) + timedelta(hours=HOURS)


def has_day(day: date, now: datetime) -> bool:
    """From today."""
    return 0 <= (day - day_of(now)).days < DAYS
