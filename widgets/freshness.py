"""How old what we show is: for monitors now, for the page of sources later."""

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from widgets.models import Rate, WeatherObservation


def source_ages(now: datetime | None = None) -> dict[str, int | None]:
    """Seconds since the newest real value of each kind was fetched; None where there is none yet."""
    now = now or timezone.now()
    newest = {
        "weather": WeatherObservation.objects.history().aggregate(newest=Max("fetched_at"))["newest"],
        "rates": Rate.objects.history().aggregate(newest=Max("fetched_at"))["newest"],
    }
    return {
        kind: None if moment is None else int((now - moment).total_seconds())
        for kind, moment in newest.items()
    }
