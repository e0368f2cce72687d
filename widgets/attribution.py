"""Who observed it: the credit and the links that the licences of the sources demand beside the data."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsportal.lib.series_files import Origin
from widgets.models import WeatherObservation

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of both weather services."""


@dataclass(frozen=True, slots=True)
class Credit:
    text: str | Promise
    url: str
    licence: str = "CC BY 4.0"
    licence_url: str = CC_BY


def weather_credits(sources: Iterable[str]) -> list[Credit]:
    """One for each service among the sources; samples are nobody's data."""
    known = {
        WeatherObservation.Source.OPEN_METEO: Credit(
            _("Weather data by Open-Meteo.com"), "https://open-meteo.com/"
        ),
        WeatherObservation.Source.METNO: Credit(_("Weather data by MET Norway"), "https://www.met.no/"),
    }
    seen = set(sources)
    return [credit for source, credit in known.items() if source in seen]


def origins(sources: Iterable[str]) -> list[Origin]:
    """The same for a file: who observed it, and under which licence it may be passed on."""
    return [
        Origin(name=credit.text, url=credit.url, licence=credit.licence, licence_url=credit.licence_url)
        for credit in weather_credits(sources)
    ]
