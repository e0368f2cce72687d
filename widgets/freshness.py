"""How old what we show is: for monitors, and for the newsroom's desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets.display import MUTED_AFTER
from widgets.models import Rate, WeatherObservation

# By the names of their pages.
KINDS: dict[str, type[WeatherObservation | Rate]] = {"weather": WeatherObservation, "rates": Rate}
NAMES = {"weather": _("Weather"), "rates": _("Exchange rates")}
# Values that have not changed are not stored again: the bank is silent over a week-end with a holiday.
STALE_AFTER = {"weather": MUTED_AFTER, "rates": timedelta(days=5)}


def newest_fetches() -> dict[str, datetime | None]:
    """When the newest real value of each kind was fetched: the tables are append-only, the last row is it."""
    return {
        kind: model.objects.history().order_by("-pk").values_list("fetched_at", flat=True).first()
        for kind, model in KINDS.items()
    }


def source_ages(now: datetime | None = None) -> dict[str, int | None]:
    """Seconds since the newest real value of each kind was fetched; None where there is none yet."""
    now = now or timezone.now()
    return {
        kind: None if moment is None else int((now - moment).total_seconds())
        for kind, moment in newest_fetches().items()
    }


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source as the newsroom's desk shows it; `fetched_at` is None where no real value has come yet."""

    name: str
    url: str
    fetched_at: datetime | None
    is_stale: bool


def source_states(now: datetime) -> list[SourceState]:
    """Every source, the stale ones marked."""
    states = []
    for kind, moment in newest_fetches().items():
        is_stale = moment is None or now - moment > STALE_AFTER[kind]
        states.append(SourceState(str(NAMES[kind]), reverse(kind), moment, is_stale))
    return states
