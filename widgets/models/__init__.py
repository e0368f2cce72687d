from widgets.models.city import City
from widgets.models.rate import Currency, Rate
from widgets.models.weather import WeatherObservation

__all__ = ["City", "Currency", "Rate", "WeatherObservation"]
