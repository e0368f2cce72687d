from django.urls import path

from widgets import views

urlpatterns = [
    path("weather/", views.weather, name="weather"),
    path("weather/<slug:slug>/", views.city_weather, name="city_weather"),
    path("rates/", views.rates, name="rates"),
]
