"""Resources of weather: all cities, one of them with its forecast, its history and one of its days."""

from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.utils import timezone

from newsportal.lib.rest import cursors
from newsportal.lib.rest.languages import address_of, pages_of
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Links
from widgets import city_series
from widgets.api import weather
from widgets.api.queries import Asked, SeriesQuery
from widgets.api.weather_shapes import (
    CityLinks,
    DayLinks,
    WeatherCities,
    WeatherHistory,
    WeatherOfCity,
    WeatherOfDay,
)
from widgets.forecasts import expected
from widgets.models import City
from widgets.models.city import MEASURED
from widgets.weather_pages.day import day_of, readings_of

GROUP = "weather"


class WeatherInCities(ReadView):
    """Weather now in each city of the list.

    Nothing is older than a day: `now` is null then. What is older than three hours is marked as stale.
    """

    operation = "weather_list"
    group = GROUP
    answer = WeatherCities
    shows = ("widgets_city", "widgets_weatherobservation")

    def read(self, asked: dict[str, Any], **path: Any) -> WeatherCities:
        return weather.cities_shape()


class OneCity(ReadView):
    """What the resources about one city share: an address that it once had finds it too."""

    group = GROUP
    also = (404,)

    def found(self, slug: str, *, weather_at: datetime | None = None) -> City:
        """Raises Http404. Only with its weather, where that is asked for: it is eight subqueries."""
        cities = City.objects.at_address(slug)
        city = (cities.with_weather(weather_at, MEASURED) if weather_at else cities).first()
        if city is None:
            raise Http404
        return city


class WeatherInCity(OneCity):
    """Weather now in one city, the next 48 hours and seven days."""

    operation = "weather_retrieve"
    answer = WeatherOfCity
    shows = (
        "widgets_city", "widgets_weatherobservation", "widgets_hourforecast", "widgets_dayforecast",
        "widgets_cityday",
    )  # fmt: skip

    def read(self, asked: dict[str, Any], **path: Any) -> WeatherOfCity:
        now = timezone.now()
        city = weather.city_shape(row := self.found(path["slug"], weather_at=now), now)
        hours, days = expected(row, now)
        since, until = city_series.ends(row)
        sources = {forecast.source for forecast in (*hours, *days)}
        return WeatherOfCity(
            city=city,
            hours=[weather.hour_ahead(hour) for hour in hours],
            days=[weather.day_ahead(day) for day in days],
            forecast_fetched_at=min((forecast.fetched_at for forecast in (*hours, *days)), default=None),
            since=since,
            until=until,
            credits=weather.credits_of(sources | ({city.now.source} if city.now else set())),
            links=CityLinks(
                history=address_of("api:weather_history", row.slug),
                csv=address_of("weather_csv", row.slug),
                json=address_of("weather_json", row.slug),
                chart=address_of("weather_chart", row.slug),
            ),
        )


class HistoryOfCity(OneCity):
    """The series that the site keeps: the lowest, highest and mean temperature of each observed day.

    The oldest day comes first; follow `links.next`. At most 366 days stand in one answer, files have all.
    """

    operation = "weather_history"
    query = SeriesQuery
    answer = WeatherHistory
    shows = ("widgets_city", "widgets_cityday", "widgets_weatherobservation")

    def read(self, asked: dict[str, Any], **path: Any) -> WeatherHistory:
        city, period = self.found(path["slug"]), Asked("weather", asked)
        found = list(city_series.days_between(city, period.since, period.until)[: period.limit + 1])
        following = None
        if len(found) > period.limit:
            following = cursors.next_url(self.request, period.cursor_at(found.pop().date))
        sources = city_series.sources(city, found[0].date, found[-1].date) if found else []
        return WeatherHistory(
            slug=city.slug,
            items=[weather.observed_day(day) for day in found],
            credits=weather.credits_of(sources),
            links=Links(next=following),
        )


class DayOfCity(OneCity):
    """One day of a city as it was observed; a day that nobody observed is not found."""

    operation = "weather_day"
    answer = WeatherOfDay
    shows = ("widgets_city", "widgets_cityday", "widgets_weatherobservation")

    def read(self, asked: dict[str, Any], **path: Any) -> WeatherOfDay:
        city, day = self.found(path["slug"]), path["day"]
        found, readings = day_of(city, day), readings_of(city, day)
        before, after = city_series.neighbours(city, day)
        return WeatherOfDay(
            slug=city.slug,
            day=weather.observed_day(found),
            is_over=day < timezone.localdate(),
            readings=[weather.reading(one) for one in readings],
            other_years=[weather.observed_day(one) for one in city_series.same_day_in_other_years(city, day)],
            credits=weather.credits_of(one.source for one in readings),
            page=pages_of("weather_day", city.slug, day),
            links=DayLinks(
                previous=None if before is None else day_address(city, before.date),
                next=None if after is None else day_address(city, after.date),
                picture=address_of("weather_day_card", city.slug, day),
            ),
        )


def day_address(city: City, day: date) -> str:
    return address_of("api:weather_day", city.slug, day)
