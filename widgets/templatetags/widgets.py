"""The header's weather and rates. Each tag fetches its own rows in one query: no view has to remember it."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from newsportal.lib.kept_markup import markup
from widgets.attribution import weather_credits
from widgets.cards import city_card, city_cards, home_card, rates_board
from widgets.models import City
from widgets.notices.desk import Pile, pile
from widgets.source_health import SourceState, states

register = template.Library()


@register.simple_tag(takes_context=True)
def weather_strip(context: template.Context) -> SafeString:
    # Pages of weather have the list already.
    cards = context.get("city_cards") or city_cards(timezone.now())
    home = home_card(cards)
    values = {
        "cards": cards,
        "home": home,
        "observed_at": home.observed_at if home else None,
        "is_sample": any(card.is_sample for card in cards),
        "credits": weather_credits(card.source for card in cards),
    }
    return markup("widgets/_weather_strip.html", values)


@register.simple_tag
def rates_strip() -> SafeString:
    return markup("widgets/_rates_strip.html", {"board": rates_board(timezone.now())})


@register.inclusion_tag("widgets/_weather_in.html")
def weather_in(slug: str) -> dict[str, Any]:
    """For a page about a place: the weather there where it is a city of the list, and nothing elsewhere."""
    now = timezone.now()
    city = City.objects.active().with_weather(now).filter(slug=slug).first()
    card = city_card(city, now) if city else None
    return {"card": card, "credits": weather_credits([card.source]) if card and card.observed_at else []}


@register.simple_tag
def source_states() -> list[SourceState]:
    """For the newsroom's desk: which sources went stale."""
    return states(timezone.now())


@register.simple_tag
def series_notices() -> Pile:
    """For the newsroom's desk: what to write about."""
    return pile(timezone.now())


@register.simple_tag
def city_names() -> list[str]:
    """For a form that asks where something happened."""
    return [city.name for city in City.objects.active()]
