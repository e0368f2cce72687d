"""Pages and pictures have an address in each language; files of series have one for all readers."""

from django.urls import path, register_converter

from newsportal.lib.series_files import TABULAR
from widgets.address_parts import CurrencyCodeConverter, DayConverter
from widgets.figures import views as figures
from widgets.informers import builder, frames
from widgets.informers import pictures as informer_pictures
from widgets.informers.informer import Kind as InformerKind
from widgets.rates import files, images, pages
from widgets.weather_pages.city import city_weather
from widgets.weather_pages.day import weather_day
from widgets.weather_pages.files import weather_file
from widgets.weather_pages.overview import weather
from widgets.weather_pages.pictures import weather_chart, weather_day_card

register_converter(CurrencyCodeConverter, "currency")
register_converter(DayConverter, "day")

urlpatterns = [
    path("weather/", weather, name="weather"),
    path("weather/<slug:slug>/", city_weather, name="city_weather"),
    path("weather/<slug:slug>/<day:day>/", weather_day, name="weather_day"),
    path("weather/<slug:slug>.svg", weather_chart, name="weather_chart"),
    path("weather/<slug:slug>/<day:day>.svg", weather_day_card, name="weather_day_card"),
    path("rates/", pages.rates, name="rates"),
    path("rates/<day:day>/", pages.rates_on_day, name="rates_on_day"),
    path("rates/<currency:code>/", pages.currency, name="rate_currency"),
    path("rates/<currency:code>/<day:day>/", pages.rate_on_day, name="rate_on_day"),
    path("rates/<currency:code>.svg", images.chart_image, name="rate_chart"),
    path("rates/<currency:code>/<day:day>.svg", images.day_image, name="rate_card"),
    path("embed/", builder.builder, name="informer_builder"),
    *(
        path(f"embed/{kind}/", frames.informer_frame, {"kind": kind}, name=f"{kind}_informer")
        for kind in InformerKind
    ),
    *(
        path(
            f"embed/{kind}.svg",
            informer_pictures.informer_picture,
            {"kind": kind},
            name=f"{kind}_informer_picture",
        )
        for kind in InformerKind
    ),
    path("figures.json", figures.choices, name="figure_choices"),
    path("rates/<currency:code>/figure.json", figures.rate_figure, name="rate_figure"),
    path("weather/<slug:slug>/figure.json", figures.weather_figure, name="weather_figure"),
]

file_urlpatterns = [
    path(f"{series}.{kind}", view, {"kind": kind}, name=f"{name}_{kind.name.lower()}")
    for series, view, name in (
        ("rates", files.day_file, "rates"),
        ("rates/<currency:code>", files.currency_file, "rate"),
        ("weather/<slug:slug>", weather_file, "weather"),
    )
    for kind in TABULAR
]
