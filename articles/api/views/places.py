"""Places of the gazetteer."""

from typing import Any

from django.shortcuts import get_object_or_404

from articles.api import places
from articles.models import Place
from newsportal.lib.rest.listing import by_slug
from newsportal.lib.rest.queries import Listed
from newsportal.lib.rest.reading import ReadView

GROUP = "places"
RARELY = 300


class PlaceList(ReadView):
    """Places that stories may mean, by their addresses: what the filter `town` of stories knows."""

    operation = "places_list"
    group = GROUP
    query = Listed
    answer = places.Places
    fresh_seconds = RARELY
    shows = ("articles_place", "monotowns_town")

    def read(self, asked: dict[str, Any], **path: Any) -> places.Places:
        rows, links = by_slug(self.request, Place.objects.all(), asked, "places")
        return places.Places(items=places.places(rows), links=links)


class PlaceBySlug(ReadView):
    """One place; the stories that surely mean it are at `stories`."""

    operation = "places_retrieve"
    group = GROUP
    answer = places.GazetteerPlace
    also = (404,)
    fresh_seconds = RARELY
    shows = ("articles_place", "monotowns_town")

    def read(self, asked: dict[str, Any], **path: Any) -> places.GazetteerPlace:
        [found] = places.places([get_object_or_404(Place, slug=path["slug"])])
        return found
