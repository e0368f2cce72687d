"""Addresses of weather and rates, below /api/v1/. The parts of addresses are those of the pages."""

from django.urls import path

from widgets.api import rate_views, weather_views

urlpatterns = [
    path("weather/", weather_views.WeatherInCities.as_view(), name="weather"),
    path("weather/<slug:slug>/", weather_views.WeatherInCity.as_view(), name="weather_of_city"),
    path("weather/<slug:slug>/history/", weather_views.HistoryOfCity.as_view(), name="weather_history"),
    path("weather/<slug:slug>/day/<day:day>/", weather_views.DayOfCity.as_view(), name="weather_day"),
    path("rates/", rate_views.Rates.as_view(), name="rates"),
    path("rates/convert/", rate_views.Converter.as_view(), name="rates_convert"),
    path("rates/<currency:code>/", rate_views.RatesOfOne.as_view(), name="rates_of_currency"),
]
