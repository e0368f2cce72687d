"""Weather as pages. They show stored rows: no page ever asks another site."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from widgets.attribution import weather_credits
from widgets.cards import CityCard, city_card, city_cards
from widgets.models import City
from widgets.page_head import page_meta


@require_safe
def weather(request: HttpRequest) -> HttpResponse:
    cards = city_cards(timezone.now())
    context = {
        "meta": page_meta(
            request,
            _("Weather in the cities of Kazakhstan"),
            _("Temperature and sky now in each city of the list, with the time of observation."),
        ),
        "cards": cards,
        "credits": weather_credits(card.source for card in cards),
        "is_sample": any(card.is_sample for card in cards),
    }
    return render(request, "widgets/weather.html", context)


@require_safe
def city_weather(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    cards = city_cards(now)
    card = next((card for card in cards if card.slug == slug), None) or _retired(slug, now)
    if card is None:
        return _redirect_from_former_address(slug)
    context = {
        "meta": page_meta(
            request,
            _("Weather %(in_city)s") % {"in_city": card.name_in},
            _("%(city)s: temperature and sky now, with the time of observation.") % {"city": card.name},
        ),
        "card": card,
        "cards": cards,
        "credits": weather_credits([card.source]),
    }
    return render(request, "widgets/city_weather.html", context)


def _retired(slug: str, now: datetime) -> CityCard | None:
    """A city that left the list keeps its page."""
    city = City.objects.with_weather(now).filter(slug=slug).first()
    return city_card(city, now) if city else None


def _redirect_from_former_address(slug: str) -> HttpResponse:
    city = City.objects.filter(former_slugs__contains=[slug]).first()
    if city is None:
        raise Http404
    return redirect(city, permanent=True)
