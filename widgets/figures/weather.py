"""The weather of a day in a city, as a figure."""

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsportal.lib.dates import long_day
from newsportal.lib.informers.asked import Theme
from widgets.attribution import weather_credits
from widgets.display import clock_note
from widgets.figures.figure import Figure, NoFigureError, Run, credit_runs, pinned
from widgets.models import City, WeatherObservation
from widgets.states import state_now
from widgets.weather_pages.day import day_as_of, readings_of, summary
from widgets.weather_pages.pictures import credit, day_card


def weather_of_day(city: City, day: date, state: int | None = None) -> Figure:
    """Of a day that is not over, what has been observed so far, and it says so. Raises NoFigureError."""
    state = state_now(WeatherObservation) if state is None else state
    try:
        found = day_as_of(city, day, state)
    except Http404:
        raise NoFigureError("date", _("Nothing is known of the weather on this day.")) from None
    readings = readings_of(city, day, state)
    words = f"{city.name}, {long_day(day)}. {summary(found)}"
    if day == timezone.localdate():
        words = f"{words} {_sentence(clock_note(readings[-1].observed_at))}"
    services = [reading.source for reading in readings]
    path = reverse("weather_day_card", kwargs={"slug": city.slug, "day": day})
    return Figure(
        src=pinned(path, state, day_card(city, found, readings, Theme.AUTO)),
        alt=f"{words} {credit(services)}.",
        caption=[Run(f"{words} "), *credit_runs(weather_credits(services))],
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
