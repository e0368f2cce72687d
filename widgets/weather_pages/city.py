"""/weather/<city>/: now, the hours and days ahead, a year back, records, this day in earlier years."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsportal.lib.dates import long_day
from newsportal.lib.shown import shown
from widgets import weather_words
from widgets.attribution import weather_credits
from widgets.cards import city_card, city_cards
from widgets.charts import Point
from widgets.city_series import Series, last_year, same_day_in_other_years, series
from widgets.forecasts import forecast
from widgets.models import City, CityDay
from widgets.page_head import page_meta
from widgets.periods import PeriodError, asked_day
from widgets.weather_pages.addresses import PAGE_SECONDS, day_address, of_city, page, trail
from widgets.weather_pages.dataset import dataset
from widgets.weather_pages.drawing import days_chart, hours_chart


@shown("weather", "forecasts", parameters=["day"], seconds=PAGE_SECONDS)
@of_city
def city_weather(request: HttpRequest, city: City) -> HttpResponse:
    now = timezone.now()
    known = series(city)
    asked = request.GET.get("day", "")
    day = _day(asked)
    if known and day and CityDay.objects.filter(city=city, date=day).exists():
        return redirect(day_address(city, day))
    card = city_card(city, now)
    ahead = forecast(city, now)
    context = {
        "meta": page_meta(
            request,
            _("Weather %(in_city)s") % {"in_city": city.name_in},
            _("%(city)s: weather now, 48 hours, a week, and our own series of observations.")
            % {"city": city.name},
            trail=trail(),
            last=city.name,
            documents=[document] if (document := dataset(city, known)) else [],
        ),
        "trail_of_page": trail(),
        "city": city,
        "card": card,
        "city_cards": city_cards(now),
        "measured": _measured(city, card.observed_at),
        "forecast": ahead,
        "hours_chart": hours_chart(
            [Point(hour.at, hour.degrees) for hour in ahead.hours if hour.degrees is not None],
            _("Temperature expected in the next 48 hours"),
        ),
        "credits": weather_credits([card.source, *ahead.sources]),
        "day_error": _no_such_day(known) if asked and known else "",
        "day_asked": asked if day else "",
        **_history(city, known, timezone.localdate(now)),
    }
    return page(render(request, "widgets/city_weather.html", context))


def _measured(city: City, observed_at: datetime | None) -> dict[str, Any]:
    """What is measured beside the temperature, as old as it is."""
    if observed_at is None:
        return {}
    return {
        "wind": weather_words.wind(city.wind_speed),
        "humidity": weather_words.humidity(city.humidity),
        "fetched_at": city.fetched_at,
    }


def _history(city: City, known: Series | None, today: date) -> dict[str, Any]:
    if known is None:
        return {}
    # A city that is no longer observed shows the last year that it was.
    year = last_year(city, min(today, known.until))
    return {
        "series": known,
        "year_chart": days_chart(city, year),
        "same_day": same_day_in_other_years(city, today),
        "today": today,
    }


def _day(text: str) -> date | None:
    try:
        return asked_day(text)
    except PeriodError:
        return None


def _no_such_day(known: Series) -> str:
    return _("There are no observations of that day. The series runs from %(since)s to %(until)s.") % {
        "since": long_day(known.since),
        "until": long_day(known.until),
    }
