from widgets.models.city import City
from widgets.models.city_day import CityDay
from widgets.models.forecast import DayForecast, HourForecast
from widgets.models.notice import Notice
from widgets.models.rate import Currency, Rate
from widgets.models.source_run import Service, ServiceAnswer, SourceRun
from widgets.models.suspect_rate import SuspectRate
from widgets.models.weather import WeatherObservation

__all__ = [
    "City",
    "CityDay",
    "Currency",
    "DayForecast",
    "HourForecast",
    "Notice",
    "Rate",
    "Service",
    "ServiceAnswer",
    "SourceRun",
    "SuspectRate",
    "WeatherObservation",
]
