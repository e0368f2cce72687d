"""Cards over HTTP: drawn when asked for, kept for an hour, not drawn again for whoever has the same one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from monotowns.models import Classification
from monotowns.registry import editions, profile
from monotowns.registry.overview import group_cards
from monotowns.share_cards.card import Card, edition_card, town_card
from monotowns.share_cards.drawing import png
from newsportal.lib.shown import shown

KEPT_SECONDS = 3600


@shown("monotowns", "names")
@require_safe
def overview_image(request: HttpRequest) -> HttpResponseBase:
    """Of the edition that readers are shown."""
    return _edition(request, editions.shelf().shown(timezone.localdate()))


@shown("monotowns", "names")
@require_safe
def edition_image(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _edition(request, editions.shelf().find(slug))


@shown("monotowns", "names")
@require_safe
def town_image(request: HttpRequest, slug: str) -> HttpResponseBase:
    town = profile.find_town(slug)
    if town is None:
        raise Http404
    return _answer(request, town_card(town, editions.shelf(town).shown(timezone.localdate())))


def _edition(request: HttpRequest, edition: Classification | None) -> HttpResponseBase:
    if edition is None:
        raise Http404
    return _answer(request, edition_card(edition, group_cards(edition)))


def _answer(request: HttpRequest, card: Card) -> HttpResponseBase:
    etag = quote_etag(card.version)
    response: HttpResponseBase | None = get_conditional_response(request, etag)
    if response is None:
        response = HttpResponse(png(card), content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    # Pages elsewhere show it: that is what it is for.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
