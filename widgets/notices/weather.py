"""What the newsroom is told of weather, a function for each kind; the words are made where it is shown."""

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, OuterRef, Q, Subquery

from widgets.models import CityDay, Notice, WeatherObservation
from widgets.weather.horizon import day_of

HARD_FROST = Decimal(-30)
# A shorter series would make a record of every season.
DAYS_OF_A_SERIES = 365


def frost(observations: Sequence[WeatherObservation]) -> None:
    """Below −30°, once for a city and day."""
    Notice.objects.tell(
        Notice(
            kind=Notice.Kind.FROST,
            key=f"frost:{observation.city.slug}:{day_of(observation.observed_at)}",
            facts={
                "city": observation.city.slug,
                "date": str(day_of(observation.observed_at)),
                "observed_at": observation.observed_at.isoformat(),
                "temperature": str(observation.temperature),
                "source": observation.source,
            },
        )
        for observation in observations
        if observation.temperature is not None and observation.temperature < HARD_FROST
    )


def records(observations: Sequence[WeatherObservation]) -> None:
    """The lowest or the highest of all days of a city, once for a city and day."""
    cities = {observation.city_id: observation.city for observation in observations}
    touched = {(observation.city_id, day_of(observation.observed_at)) for observation in observations}
    if not touched:
        return
    before = CityDay.objects.filter(city=OuterRef("city"), date__lt=OuterRef("date")).order_by()
    coldest, warmest = before.order_by("low", "-date"), before.order_by("-high", "-date")
    days = CityDay.objects.filter(reduce(or_, (Q(city=city, date=date) for city, date in touched))).annotate(
        days_before=Subquery(before.values("city").annotate(days=Count("pk")).values("days")),
        coldest=Subquery(coldest.values("low")[:1]),
        coldest_on=Subquery(coldest.values("date")[:1]),
        warmest=Subquery(warmest.values("high")[:1]),
        warmest_on=Subquery(warmest.values("date")[:1]),
    )
    Notice.objects.tell(
        Notice(
            kind=Notice.Kind.RECORD,
            key=f"record:{cities[day.city_id].slug}:{day.date}",
            facts={
                "city": cities[day.city_id].slug,
                "date": str(day.date),
                "which": which,
                "temperature": str(value),
                "previous": str(previous),
                "previous_date": str(previous_date),
                "days": day.days_before,
            },
        )
        for day in days.filter(days_before__gte=DAYS_OF_A_SERIES)
        for which, value, previous, previous_date, is_record in (
            ("lowest", day.low, day.coldest, day.coldest_on, day.low < day.coldest),
            ("highest", day.high, day.warmest, day.warmest_on, day.high > day.warmest),
        )
        if is_record
    )
