"""What a search found, in the API."""

from typing import Annotated, Any

from django.utils.translation import gettext as _
from msgspec import Meta
from rest_framework import serializers

from articles.api import cards
from articles.api.places import town_pages
from articles.api.shapes import ArticleCard
from articles.models import Place
from articles.places.asking import Asked
from articles.search import MAX_QUERY, normalise
from articles.search_marks import Found, as_ranges
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.languages import Pages
from newsportal.lib.rest.queries import LANGUAGES, Listed, SlugField
from newsportal.lib.rest.shapes import InBoth, Links, Shape, in_both

Offset = Annotated[int, Meta(ge=0)]


class Stretch(Shape):
    """From `start` up to `end`, in UTF-16 code units."""

    start: Offset
    end: Offset


class MarkedText(Shape):
    """Plain text, and where words of the query stand in it."""

    text: str
    marks: list[Stretch]


class FoundStory(Shape):
    """A story; its headline and the part of its text that answers the query."""

    article: ArticleCard
    headline: MarkedText
    snippet: MarkedText


class UnderstoodPlace(Shape):
    """A place that the query names, and the words that name it."""

    words: str
    slug: str
    name: InBoth
    page: Pages | None


class SearchResults(Shape):
    """Best first among the newest matches, then on to older ones.

    `places` are those that the query was understood to name: what mentions them in whatever form is found.
    When nothing matched, `is_similar` says that the stories have headlines that look like the query.
    """

    items: list[FoundStory]
    is_similar: bool
    places: list[UnderstoodPlace]
    words: Annotated[str, Meta(description="The query without the places.")]
    links: Links


class SearchQuery(Listed):
    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=MAX_QUERY,
        help_text="Words in Russian or Kazakh, in any form; double quotation marks hold words together.",
    )
    place = SlugField(help_text="A place that the story surely means, as `places` names it.")
    language = ChoiceField(LANGUAGES, required=False)
    limit = serializers.IntegerField(required=False, default=20, min_value=1, max_value=50)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs["q"] = normalise(attrs["q"])
        if not attrs["q"] and not attrs.get("place"):
            raise serializers.ValidationError({"q": _("Write a word or two, or name a place.")})
        return attrs


def found_story(found: Found) -> FoundStory:
    return FoundStory(
        article=cards.card(found.article), headline=marked(found.headline), snippet=marked(found.text)
    )


def plain(card: ArticleCard) -> FoundStory:
    """Where no word of the query stands in the story as it is."""
    return FoundStory(
        article=card,
        headline=MarkedText(text=card.headline, marks=[]),
        snippet=MarkedText(text=card.lead or "", marks=[]),
    )


def marked(text: str) -> MarkedText:
    words, ranges = as_ranges(text)
    return MarkedText(text=words, marks=[Stretch(start=start, end=end) for start, end in ranges])


def understood(sought: Asked) -> list[UnderstoodPlace]:
    if not sought.places:
        return []
    rows = {row.slug: row for row in Place.objects.filter(slug__in={item.place for item in sought.places})}
    pages = town_pages(rows)
    return [
        UnderstoodPlace(
            words=item.words,
            slug=item.place,
            name=in_both(rows[item.place], "name"),
            page=pages.get(item.place),
        )
        for item in sought.places
        if item.place in rows
    ]
