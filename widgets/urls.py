"""Pages and pictures have an address in each language; files of series have one for all readers."""

from django.urls import path, register_converter

from widgets import views
from widgets.address_parts import CurrencyCodeConverter, DayConverter
from widgets.rates import files, images, pages
from widgets.series_files import Kind

register_converter(CurrencyCodeConverter, "currency")
register_converter(DayConverter, "day")

urlpatterns = [
    path("weather/", views.weather, name="weather"),
    path("weather/<slug:slug>/", views.city_weather, name="city_weather"),
    path("rates/", pages.rates, name="rates"),
    path("rates/<day:day>/", pages.rates_on_day, name="rates_on_day"),
    path("rates/<currency:code>/", pages.currency, name="rate_currency"),
    path("rates/<currency:code>/<day:day>/", pages.rate_on_day, name="rate_on_day"),
    path("rates/<currency:code>.svg", images.chart_image, name="rate_chart"),
    path("rates/<currency:code>/<day:day>.svg", images.day_image, name="rate_card"),
]

file_urlpatterns = [
    path(f"rates{currency}.{kind}", view, {"kind": kind}, name=f"{name}_{kind.name.lower()}")
    for currency, view, name in (
        ("", files.day_file, "rates"),
        ("/<currency:code>", files.currency_file, "rate"),
    )
    for kind in Kind
]
