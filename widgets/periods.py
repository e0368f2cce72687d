"""The days that an address asks for: `?from=2026-01-01&to=2026-01-31`, each end alone too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from newsportal.lib.dates import EARLIEST, LATEST

ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
# What people type where the browser has no calendar of its own.
TYPED_DAY = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")


class PeriodError(ValueError):
    """Its text is a sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Period:
    """Both ends belong to it; an end that is None is that of the series."""

    since: date | None = None
    until: date | None = None

    @property
    def query(self) -> str:
        """For addresses: "?from=…&to=…", or nothing."""
        ends = {"from": self.since, "to": self.until}
        asked = {name: day.isoformat() for name, day in ends.items() if day}
        return f"?{urlencode(asked)}" if asked else ""


def is_known_day(day: date) -> bool:
    """Within what calendars of ours hold."""
    return EARLIEST.date() <= day < LATEST.date()


def asked_day(text: str) -> date | None:
    """None where nothing was asked. Raises PeriodError."""
    text = text.strip()
    if not text:
        return None
    match = ISO_DAY.fullmatch(text) or TYPED_DAY.fullmatch(text)
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        day = None
    if day is None or not is_known_day(day):
        raise PeriodError(_("There is no such day. Write it as 31.01.2026."))
    return day


def asked_period(query: Mapping[str, str]) -> Period:
    """Raises PeriodError."""
    period = Period(asked_day(query.get("from", "")), asked_day(query.get("to", "")))
    if period.since and period.until and period.since > period.until:
        raise PeriodError(_("The first day is later than the last: exchange them."))
    return period
