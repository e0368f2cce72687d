"""What the two services have in common: calls to make, and answers to read."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import msgspec
from django.conf import settings

from newsportal.lib import http
from widgets.models import City, Service, ServiceAnswer, WeatherObservation
from widgets.runs import ParseError
from widgets.weather.readings import CityWeather

PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Call:
    """One request and the cities it asks for, in the order of the answer."""

    url: str
    cities: Sequence[City]
    params: Mapping[str, str] = field(default_factory=dict)
    # What the service last said of this address's freshness; None where it says nothing of use.
    known: ServiceAnswer | None = None


class WeatherSource(ABC):
    """Fetch, parse: apart, so that each is tested alone. What is done with the values is `updating`'s."""

    service: Service
    source: WeatherObservation.Source
    # Seconds that one call may take, and that lie between two.
    patience: float
    pause: float

    @property
    @abstractmethod
    def base(self) -> str:
        """The address of the service, or of the operator's mirror."""

    @abstractmethod
    def calls(self, cities: Sequence[City], now: datetime) -> list[Call]:
        """Those that are due: none for a city that the service asks not to be asked about yet."""

    @abstractmethod
    def parse(self, body: bytes, cities: Sequence[City], fetched_at: datetime) -> list[CityWeather]:
        """Every city that the answer tells something of; ParseError where it is of no use as a whole."""

    def fetch(self, call: Call, deadline: float) -> http.Answer:
        return http.fetch(
            call.url,
            base=self.base,
            user_agent=settings.USER_AGENT,
            accept=("application/json",),
            params=call.params,
            etag=call.known.etag if call.known else "",
            last_modified=call.known.last_modified if call.known else "",
            deadline=min(deadline, self.patience),
        )


def coordinates(city: City) -> tuple[str, str]:
    """Latitude and longitude as text; with more places MET Norway refuses, since nothing could be cached."""
    latitude, longitude = (
        value.quantize(PLACES, rounding=ROUND_HALF_UP) for value in (city.latitude, city.longitude)
    )
    return f"{latitude:f}", f"{longitude:f}"


def decoded[Shape](body: bytes | msgspec.Raw, shape: type[Shape]) -> Shape:
    """JSON as what it should be; numbers exact. Anything else is a ParseError that says which."""
    try:
        if isinstance(body, bytes):
            # The decoder passes over texts that nobody asks for; what is no UTF-8 is damaged there too.
            body.decode()
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as error:
        raise ParseError("wrong_shape", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError("not_json", str(error)) from None
