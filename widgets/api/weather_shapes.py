"""Shapes of weather. Degrees are of Celsius, wind is in metres a second, rain in millimetres."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from newsportal.lib.rest.languages import Pages
from newsportal.lib.rest.shapes import Address, InBoth, Links, Moment, Shape

type WeatherSource = Literal["open_meteo", "metno", "sample"]
type Degrees = Annotated[float, Meta(description="°C, with one place.")]
type Day = Annotated[date, Meta(description="A calendar day of Asia/Almaty.")]


class Credit(Shape):
    """What the licence of a source demands beside its values."""

    text: InBoth
    url: Address
    licence: str
    licence_url: Address


class Sky(Shape):
    """`code` is of the WMO, `icon` the name of a picture."""

    code: int
    text: InBoth
    icon: str


class WeatherNow(Shape):
    """The newest reading. What the service left out is null, never zero.

    `age` is `stale` where it is older than three hours: say then when it was observed.
    """

    age: Literal["fresh", "stale"]
    observed_at: Moment
    fetched_at: Moment
    source: WeatherSource
    temperature: Degrees | None
    sky: Sky | None
    is_day: bool | None
    humidity: Annotated[int | None, Meta(description="Per cent.")]
    wind_speed: float | None


class WeatherCity(Shape):
    """A city of the list. `slug` is that of its place, `now` null where nothing was read for a day."""

    slug: str
    name: InBoth
    name_in: Annotated[InBoth, Meta(description="«In the city», as a sentence needs it.")]
    region: InBoth
    latitude: float
    longitude: float
    is_home: bool
    is_active: Annotated[
        bool, Meta(description="Whether it is in the list: a retired city keeps its series.")
    ]
    now: WeatherNow | None
    page: Pages


class WeatherCities(Shape):
    """In the order of the list, home first. `credits` must be shown beside the values."""

    items: list[WeatherCity]
    credits: list[Credit]


class HourAhead(Shape):
    """The hour that begins `at`."""

    at: Moment
    temperature: Degrees | None
    sky: Sky | None
    is_day: bool | None
    precipitation: float | None
    wind_speed: float | None
    source: WeatherSource


class DayAhead(Shape):
    """A calendar day of Asia/Almaty; `wind_speed` is its strongest."""

    date: Day
    low: Degrees | None
    high: Degrees | None
    sky: Sky | None
    precipitation: float | None
    wind_speed: float | None
    source: WeatherSource


class CityLinks(Shape):
    """Files hold the days of the series, `chart` is a picture of the last year."""

    history: Address
    csv: Address
    json: Address
    chart: Address


class WeatherOfCity(Shape):
    """Now, 48 hours and seven days. A forecast older than a day is not given.

    `forecast_fetched_at` is the oldest of what is given; `since` and `until` are the ends of the series.
    """

    city: WeatherCity
    hours: list[HourAhead]
    days: list[DayAhead]
    forecast_fetched_at: Moment | None
    since: Day | None
    until: Day | None
    credits: list[Credit]
    links: CityLinks


class WeatherDay(Shape):
    """A day that was observed, out of so many `observations`."""

    date: Day
    low: Degrees
    high: Degrees
    mean: Degrees
    observations: int


class WeatherHistory(Shape):
    """The oldest day first. Days that nobody observed are not there."""

    slug: str
    items: list[WeatherDay]
    credits: list[Credit]
    links: Links


class Reading(Shape):
    """One observation, as it was last fetched."""

    observed_at: Moment
    fetched_at: Moment
    source: WeatherSource
    temperature: Degrees | None
    sky: Sky | None
    humidity: int | None
    wind_speed: float | None


class DayLinks(Shape):
    """The observed days before and after, and a picture of the day."""

    previous: Address | None
    next: Address | None
    picture: Address


class WeatherOfDay(Shape):
    """One day of a city as it was observed, and the same day of other years, the newest first."""

    slug: str
    day: WeatherDay
    is_over: bool
    readings: list[Reading]
    other_years: list[WeatherDay]
    credits: list[Credit]
    page: Pages
    links: DayLinks
