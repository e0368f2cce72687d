"""A local server that plays the weather services, and answers in their formats."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

SAMPLES = Path(__file__).parent.parent / "samples" / "weather"
HTTP_DATE = "%a, %d %b %Y %H:%M:%S GMT"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


class Services:
    """Remembers what it was asked."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.asked: list[Request] = []

    def open_meteo(self, body: bytes, status: int = 200) -> None:
        self.answer("/v1/forecast", lambda _request: Response(body, status, mimetype="application/json"))

    def metno(self, answer: Callable[[Request], Response]) -> None:
        self.answer("/weatherapi/locationforecast/2.0/compact", answer)

    def answer(self, path: str, answer: Callable[[Request], Response]) -> None:
        def heard(request: Request) -> Response:
            self.asked.append(request)
            return answer(request)

        self.server.clear_all_handlers()
        self.asked.clear()
        self.server.expect_request(path).respond_with_handler(heard)


def open_meteo_city(
    observed_at: str = "2026-01-31T12:15",
    *,
    hours: Sequence[Any] = (),
    days: Sequence[Any] = (),
    **current: Any,
) -> dict[str, Any]:
    """One element of an answer; `hours` and `days` are rows in the order of the columns below."""
    return {
        "utc_offset_seconds": 18000,
        "current": {
            "time": observed_at,
            "interval": 900,
            "temperature_2m": -17.0,
            "relative_humidity_2m": 60,
            "is_day": 1,
            "weather_code": 3,
            "wind_speed_10m": 1.4,
        }
        | current,
        "hourly": _columns(
            ("time", "temperature_2m", "weather_code", "is_day", "precipitation", "wind_speed_10m"), hours
        ),
        "daily": _columns(
            (
                "time",
                "temperature_2m_min",
                "temperature_2m_max",
                "weather_code",
                "precipitation_sum",
                "wind_speed_10m_max",
            ),
            days,
        ),
    }


def _columns(names: Sequence[str], rows: Sequence[Any]) -> dict[str, list[Any]]:
    return {name: [row[number] for row in rows] for number, name in enumerate(names)}


def open_meteo(cities: Iterable[dict[str, Any]]) -> bytes:
    return json.dumps(list(cities)).encode()


def metno_entry(
    at: datetime,
    temperature: float | None = -17.0,
    *,
    symbol: str = "cloudy",
    hours: int = 1,
    precipitation: float | None = 0.0,
    wind: float = 1.9,
) -> dict[str, Any]:
    ahead = {"summary": {"symbol_code": symbol}, "details": {"precipitation_amount": precipitation}}
    details = {"air_temperature": temperature, "relative_humidity": 78.1, "wind_speed": wind}
    return {
        "time": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "data": {"instant": {"details": details}} | ({f"next_{hours}_hours": ahead} if hours else {}),
    }


def metno(entries: Iterable[dict[str, Any]]) -> bytes:
    return json.dumps({"type": "Feature", "properties": {"timeseries": list(entries)}}).encode()


def metno_series(begin: datetime, *, hourly: int = 60, six_hourly: int = 30) -> list[dict[str, Any]]:
    """As the service gives it: hours near by, then every sixth, then a last moment with nothing after it."""
    near = [metno_entry(begin + timedelta(hours=number)) for number in range(hourly)]
    middle = begin + timedelta(hours=hourly)
    far = [metno_entry(middle + timedelta(hours=6 * number), hours=6) for number in range(six_hourly)]
    return [*near, *far, metno_entry(middle + timedelta(hours=6 * six_hourly), hours=0)]


def metno_response(
    body: bytes, *, expires: datetime | None = None, last_modified: datetime | None = None, status: int = 200
) -> Response:
    response = Response(body, status, mimetype="application/json")
    if expires:
        response.headers["Expires"] = expires.strftime(HTTP_DATE)
    if last_modified:
        response.headers["Last-Modified"] = last_modified.strftime(HTTP_DATE)
    return response
