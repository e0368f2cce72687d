"""What readers read."""

from typing import Any

from rest_framework import serializers

from articles import view_counter
from articles.api import cards
from articles.api.shapes import ArticleCard
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.queries import LANGUAGES, Query
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Shape
from newsportal.lib.rest.sparse import FieldsField


class PopularStories(Shape):
    """The most read first. How often is not told."""

    items: list[ArticleCard]


class PopularQuery(Query):
    language = ChoiceField(LANGUAGES, required=False)
    days = serializers.IntegerField(
        required=False,
        default=view_counter.DAYS,
        min_value=1,
        max_value=31,
        help_text="Read in so many days.",
    )
    limit = serializers.IntegerField(required=False, default=10, min_value=1, max_value=50)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"fields": FieldsField(ArticleCard)}


class Popular(ReadView):
    """The stories read most in the last days."""

    operation = "popular_list"
    group = "articles"
    query = PopularQuery
    answer = PopularStories
    fresh_seconds = 60
    shows = ("articles",)
    # Readings are no change of a story.
    is_dated = False

    def read(self, asked: dict[str, Any], **path: Any) -> PopularStories:
        stories = view_counter.by_readings(asked["days"])
        if language := asked.get("language"):
            stories = stories.in_language(language)
        return PopularStories(items=cards.in_order(stories.values_list("pk", flat=True)[: asked["limit"]]))
