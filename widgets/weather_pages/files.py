"""The series of a city as CSV, JSON and metadata: by days, or with `?step=observation` as it was observed."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from newsportal.lib.series_files import Column, Kind, SeriesFile, answer, refusal
from newsportal.lib.shown import shown
from widgets import city_series
from widgets.attribution import origins
from widgets.models import City
from widgets.periods import Period, PeriodError, asked_period
from widgets.weather_pages.addresses import of_city

DAY, OBSERVATION = "day", "observation"
LONGEST = timedelta(days=366)
"""Of single observations in one file: a year of half-hours is a megabyte."""

DAY_COLUMNS = (
    Column("date", "date", _("Day (Asia/Almaty)")),
    Column("low", "decimal", _("Lowest temperature"), "°C"),
    Column("high", "decimal", _("Highest temperature"), "°C"),
    Column("mean", "decimal", _("Mean temperature"), "°C"),
    Column("observations", "integer", _("Number of observations")),
)
OBSERVATION_COLUMNS = (
    Column("observed_at", "dateTime", _("Observed (UTC)")),
    Column("temperature", "decimal", _("Temperature"), "°C"),
    Column("humidity", "integer", _("Humidity"), "%"),
    Column("wind_speed", "decimal", _("Wind"), "m/s"),
    Column("code", "integer", _("Condition, WMO code")),
    Column("source", "string", pgettext_lazy("of an observation", "Source")),
    Column("fetched_at", "dateTime", _("Received (UTC)")),
)


@shown("weather", "forecasts", parameters=["from", "to", "step", "for"])
@of_city
def weather_file(request: HttpRequest, city: City, kind: Kind) -> HttpResponseBase:
    """`?step=observation` for single observations; `from` and `to` are days of Asia/Almaty, both included."""
    step = request.GET.get("step") or DAY
    try:
        period = asked_period(request.GET)
    except PeriodError as error:
        return refusal(str(error))
    if step == DAY:
        return answer(request, _days(city, period), kind)
    if step != OBSERVATION:
        return refusal(gettext("The step is “day” or “observation”."))
    until = period.until or timezone.localdate()
    since = period.since or until - city_series.YEAR
    if until - since > LONGEST:
        return refusal(gettext("A year of observations at most: choose a shorter period, or the step “day”."))
    return answer(request, _observations(city, Period(since, until), period), kind)


def _days(city: City, period: Period) -> SeriesFile:
    state = city_series.state_of_days(city, period.since, period.until)
    return SeriesFile(
        path=reverse("weather_csv", kwargs={"slug": city.slug}),
        query=period.query,
        title=_in_each_language(
            city, lambda name: gettext("Air temperature by days: %(city)s") % {"city": name}
        ),
        description=_("Made from our own observations of each calendar day of Asia/Almaty."),
        columns=DAY_COLUMNS,
        key=["date"],
        origins=origins(city_series.sources(city, period.since, period.until)),
        rows=city_series.day_rows(city, period.since, period.until),
        fetched_at=state.fetched_at,
        version=state.version,
    )


def _observations(city: City, period: Period, asked: Period) -> SeriesFile:
    assert period.since and period.until  # noqa: S101 -- For the type checker: both are filled in above.
    state = city_series.state_of_observations(city, period.since, period.until)
    separator = "&" if asked.query else "?"
    return SeriesFile(
        path=reverse("weather_csv", kwargs={"slug": city.slug}),
        query=f"{asked.query}{separator}step={OBSERVATION}",
        title=_in_each_language(
            city, lambda name: gettext("Weather observations: %(city)s") % {"city": name}
        ),
        description=_("Each moment once, as it was last received. Empty is what the service left out."),
        columns=OBSERVATION_COLUMNS,
        key=["observed_at"],
        origins=origins(city_series.sources(city, period.since, period.until)),
        rows=city_series.observation_rows(city, period.since, period.until),
        fetched_at=state.fetched_at,
        version=state.version,
    )


def _in_each_language(city: City, words: Callable[[str], str]) -> str:
    """English has no name of its own for a city: its address is its name in Latin letters."""

    def written() -> str:
        is_english = translation.get_language() == "en"
        return words(city.slug.replace("-", " ").title() if is_english else str(city.name))

    return lazy(written, str)()
