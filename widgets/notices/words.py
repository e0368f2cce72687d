"""A notice in a sentence, in the language of whoever reads it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from newsportal.lib.dates import day_and_time, long_day
from newsportal.lib.translated import in_language_of_page
from widgets.models import Notice, SuspectRate, WeatherObservation
from widgets.notices.numbers import degrees, exact, signed

type Facts = Mapping[str, Any]


def sentence(notice: Notice, subject: Mapping[str, str] | None) -> str:
    """`subject` holds the names of the currency or the city; without it, its code or address stands in."""
    return SENTENCES[notice.kind](notice.facts, subject)


def _currency(facts: Facts, subject: Mapping[str, str] | None) -> str:
    name = in_language_of_page(subject, "name") if subject else str(facts["currency"])
    return name[:1].upper() + name[1:]


def _in_city(facts: Facts, subject: Mapping[str, str] | None) -> str:
    return in_language_of_page(subject, "name_in") if subject else str(facts["city"])


def _value(facts: Facts) -> str:
    number, unit = exact(Decimal(facts["value"])), {"count": facts["quant"], "code": facts["currency"]}
    return f"{number} {_('tenge for %(count)d %(code)s') % unit}"


def _day(facts: Facts, name: str = "date") -> str:
    return long_day(date.fromisoformat(facts[name]))


def _rate_moved(facts: Facts, subject: Mapping[str, str] | None) -> str:
    return _("%(name)s: %(percent)s %%. %(value)s on %(day)s; before, %(previous)s (%(previous_day)s).") % {
        "name": _currency(facts, subject),
        "percent": signed(Decimal(facts["percent"])),
        "value": _value(facts),
        "day": _day(facts),
        "previous": exact(Decimal(facts["previous_value"])),
        "previous_day": _day(facts, "previous_date"),
    }


def _rate_held_back(facts: Facts, subject: Mapping[str, str] | None) -> str:
    reason = facts["reason"]
    if reason == SuspectRate.Reason.MAJOR_MISSING:
        told = _("Rates of %(day)s are held back: %(codes)s missing. Readers see the rates before.")
        return told % {"day": _day(facts), "codes": ", ".join(facts.get("missing", []))}
    if "value" not in facts:
        told = _("%(name)s: the rate of %(day)s could not be read. Readers see the rate before.")
        return told % {"name": _currency(facts, subject), "day": _day(facts)}
    told = _("%(name)s is held back: %(value)s on %(day)s, %(reason)s. Readers see the rate before.")
    return told % {
        "name": _currency(facts, subject),
        "value": _value(facts),
        "day": _day(facts),
        "reason": SuspectRate.Reason(reason).label,
    }


def _frost(facts: Facts, subject: Mapping[str, str] | None) -> str:
    return _("Frost %(in_city)s: %(temperature)s on %(moment)s, %(source)s.") % {
        "in_city": _in_city(facts, subject),
        "temperature": degrees(Decimal(facts["temperature"])),
        "moment": day_and_time(datetime.fromisoformat(facts["observed_at"])),
        "source": WeatherObservation.Source(facts["source"]).label,
    }


def _record(facts: Facts, subject: Mapping[str, str] | None) -> str:
    if facts["which"] == "lowest":
        told = _("The lowest of our series %(in_city)s: %(value)s on %(day)s, before that %(previous)s.")
    else:
        told = _("The highest of our series %(in_city)s: %(value)s on %(day)s, before that %(previous)s.")
    return told % {
        "in_city": _in_city(facts, subject),
        "value": degrees(Decimal(facts["temperature"])),
        "day": _day(facts),
        "previous": f"{degrees(Decimal(facts['previous']))} ({_day(facts, 'previous_date')})",
    }


SENTENCES: dict[str, Callable[[Facts, Mapping[str, str] | None], str]] = {
    Notice.Kind.RATE_MOVED: _rate_moved,
    Notice.Kind.RATE_HELD_BACK: _rate_held_back,
    Notice.Kind.FROST: _frost,
    Notice.Kind.RECORD: _record,
}
