"""/weather/<city>/<date>/: one day of a city as it was observed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsportal.lib.dates import long_day
from newsportal.lib.shown import shown
from widgets import weather_words
from widgets.attribution import weather_credits
from widgets.charts import Chart, Point
from widgets.city_series import neighbours, observations_between, same_day_in_other_years
from widgets.conditions import condition
from widgets.display import spoken_temperature, temperature
from widgets.models import City, CityDay, WeatherObservation
from widgets.page_head import page_meta
from widgets.weather_pages.addresses import PAGE_SECONDS, of_city, page, trail
from widgets.weather_pages.drawing import hours_chart


@dataclass(frozen=True, slots=True)
class ReadingCard:
    observed_at: datetime
    temperature: str
    spoken: str
    condition: str
    icon: str
    wind: str
    humidity: str


@shown("weather", "forecasts", seconds=PAGE_SECONDS)
@of_city
def weather_day(request: HttpRequest, city: City, day: date) -> HttpResponse:
    found = day_of(city, day)
    readings = readings_of(city, day)
    before, after = neighbours(city, day)
    title = _("%(city)s, %(day)s: weather") % {"city": city.name, "day": long_day(day)}
    context = {
        "meta": page_meta(request, title, summary(found), trail=trail(city), last=long_day(day)),
        "trail_of_page": trail(city),
        "city": city,
        "day": found,
        "is_over": day < timezone.localdate(),
        "readings": [_card(reading) for reading in readings],
        "chart": readings_chart(readings),
        "before": before,
        "after": after,
        "other_years": same_day_in_other_years(city, day),
        "credits": weather_credits(reading.source for reading in readings),
    }
    return page(render(request, "widgets/weather_day.html", context))


def day_of(city: City, day: date) -> CityDay:
    """A day that nobody observed has no page."""
    found = CityDay.objects.filter(city=city, date=day).first()
    if found is None:
        raise Http404("no observations of that day")
    return found


def day_as_of(city: City, day: date, state: int) -> CityDay:
    """The day out of the observations of a state of the series, as `widgets.weather.days` makes it."""
    rows = observations_between(city, day, day).as_of(state).filter(temperature__isnull=False)
    degrees = list({row.observed_at: row.temperature for row in rows}.values())
    if not degrees:
        raise Http404("no observations of that day")
    mean = (sum(degrees) / len(degrees)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return CityDay(
        city=city, date=day, low=min(degrees), high=max(degrees), mean=mean, observations=len(degrees)
    )


def readings_of(city: City, day: date, state: int | None = None) -> list[WeatherObservation]:
    """Each moment once, as it was last fetched."""
    rows = observations_between(city, day, day).as_of(state)
    return list({reading.observed_at: reading for reading in rows}.values())


def readings_chart(readings: Sequence[WeatherObservation]) -> Chart[datetime] | None:
    known = [Point(one.observed_at, one.temperature) for one in readings if one.temperature is not None]
    return hours_chart(known, _("Temperature through the day"))


def summary(day: CityDay) -> str:
    return _("From %(low)s to %(high)s, mean %(mean)s.") % {
        "low": temperature(day.low),
        "high": temperature(day.high),
        "mean": temperature(day.mean),
    }


def _card(reading: WeatherObservation) -> ReadingCard:
    sky = condition(reading.code)
    return ReadingCard(
        observed_at=reading.observed_at,
        temperature=temperature(reading.temperature),
        spoken=spoken_temperature(reading.temperature),
        condition=str(sky) if sky else "",
        icon=sky.icon(reading.is_day) if sky else "",
        wind=weather_words.wind(reading.wind_speed),
        humidity=weather_words.humidity(reading.humidity),
    )
