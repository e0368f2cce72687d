"""/weather/: all cities at a glance, on the map and as a list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsportal.lib.country_map import outline, place
from newsportal.lib.shown import shown
from widgets.attribution import weather_credits
from widgets.cards import CityCard, city_card
from widgets.country_map import NARROW, WIDE, arrange
from widgets.display import Age
from widgets.models import City
from widgets.page_head import page_meta
from widgets.weather_pages.addresses import PAGE_SECONDS, page
from widgets.weather_words import SCALE


@shown("weather", seconds=PAGE_SECONDS)
@require_safe
def weather(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    cities = [(city, city_card(city, now)) for city in City.objects.active().with_weather(now)]
    cards = [card for _city, card in cities]
    context = {
        "meta": page_meta(
            request,
            _("Weather in the cities of Kazakhstan"),
            _("Temperature and sky now in each city of the list, with the time of observation."),
        ),
        "city_cards": cards,
        "map": country_map(cities),
        **extremes(cards),
        "credits": weather_credits(card.source for card in cards),
        "is_sample": any(card.is_sample for card in cards),
        "scale": SCALE,
        "observed_at": max((card.observed_at for card in cards if card.observed_at), default=None),
    }
    return page(render(request, "widgets/weather.html", context))


def country_map(cities: list[tuple[City, CityCard]]) -> dict[str, Any]:
    """A city outside of the map is in the list alone."""
    places = [
        (card, point)
        for city, card in cities
        if (point := place(float(city.longitude), float(city.latitude)))
    ]
    box, path = outline()
    return {
        "box": box,
        "path": path,
        "layouts": [(layout, arrange(places, layout)) for layout in (NARROW, WIDE)],
    }


def extremes(cards: list[CityCard]) -> dict[str, CityCard]:
    """Where it is coldest and warmest, of fresh readings alone; nothing with fewer than two of them."""
    fresh = [card for card in cards if card.age is Age.FRESH and card.degrees is not None]
    if len(fresh) < 2:
        return {}
    return {
        "coldest": min(fresh, key=lambda card: card.degrees or 0),
        "warmest": max(fresh, key=lambda card: card.degrees or 0),
    }
