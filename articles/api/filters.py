"""Which stories a list gives, and where it goes on."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from rest_framework import serializers

from articles.api import newest_first
from articles.api.shapes import ArticleCard
from articles.models import Article, Author, Byline, Correction, Mention, Place, Rubric, Tagging, Topic
from articles.models.article_queryset import ArticleQuerySet
from articles.places import areas
from newsportal.lib.rest import cursors
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.queries import LANGUAGES, Listed, MomentField, SlugField
from newsportal.lib.rest.sparse import FieldsField

KIND = "articles"
RARE = ("topic", "author", "town", "region", "has_correction")
"""Filters that let few stories pass: what they find is held against the rubrics, not the other way."""


class StoriesQuery(Listed):
    language = ChoiceField(LANGUAGES, required=False)
    rubric = SlugField(help_text="Path of a rubric; those below it are included.")
    topic = SlugField()
    author = SlugField()
    town = SlugField(help_text="A place that the story surely means, as `places` names it.")
    region = SlugField(help_text="A region of the registry: any of its places.")
    since = MomentField(required=False, help_text="Published then or later.")
    until = MomentField(required=False, help_text="Published before.")
    updated_since = MomentField(
        required=False, help_text="Published, changed in substance or corrected then or later."
    )
    has_correction = serializers.BooleanField(required=False, allow_null=True, default=None)
    fields_ = FieldsField(ArticleCard)

    def get_fields(self) -> dict[str, Any]:
        """`fields` is a name of the serializer itself."""
        fields = super().get_fields()
        fields["fields"] = fields.pop("fields_")
        return fields


def newest(asked: dict[str, Any], cursor: str | None, count: int) -> ArticleQuerySet:
    """So many published stories that all the filters let pass, newest first, from the cursor on.

    What a filter names and nobody knows finds nothing. The ids are found first, on indexes alone; whoever
    reads the answer reads so many rows and no more.
    """
    parts = [_after(part, cursor).newest_first().values("pk")[:count] for part in _parts(asked)]
    ids = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return Article.objects.filter(pk__in=ids).newest_first()[:count]


def _after(stories: ArticleQuerySet, cursor: str | None) -> ArticleQuerySet:
    """Raises UnknownCursor."""
    if cursor is None:
        return stories
    moment, pk = newest_first.place(cursors.read(KIND, cursor))
    return stories.before(Article(pk=pk, published_at=moment))


def _parts(asked: dict[str, Any]) -> list[ArticleQuerySet]:
    """Queries that together find what was asked, each of them along one index."""
    stories = _within(_about(Article.objects.published(), asked), asked)
    rubrics = _rubrics(asked["rubric"]) if asked.get("rubric") else None
    if moment := asked.get("updated_since"):
        return _told_since(stories if rubrics is None else stories.filter(rubric__in=rubrics), moment)
    if rubrics is None:
        return [stories]
    if len(rubrics) < 2 or any(asked.get(name) not in (None, "") for name in RARE):
        return [stories.filter(rubric__in=rubrics)]
    return [stories.filter(rubric=rubric) for rubric in rubrics]


def _rubrics(path: str) -> list[int]:
    below = Rubric.objects.filter(Q(path=path) | Q(path__startswith=f"{path}/"))
    return list(below.values_list("pk", flat=True))


def _about(stories: ArticleQuerySet, asked: dict[str, Any]) -> ArticleQuerySet:
    """Along the index of the first of them; the ids are asked for before, which the planner knows more of."""
    here = OuterRef("pk")
    if town := asked.get("town"):
        place = Place.objects.filter(slug=town).values_list("pk", flat=True).first() or 0
        stories = stories.of("mentions", place=place, verdict=Mention.Answer.CONFIRMED)
    if slug := asked.get("topic"):
        topic = Topic.objects.filter(slug=slug).values_list("pk", flat=True).first() or 0
        is_first = not asked.get("town")
        tagged = Exists(Tagging.objects.filter(article=here, topic=topic))
        stories = stories.of("tagging", topic=topic) if is_first else stories.filter(tagged)
    if slug := asked.get("author"):
        author = Author.objects.filter(slug=slug).values_list("pk", flat=True).first() or 0
        is_first = not (asked.get("town") or asked.get("topic"))
        signed = Exists(Byline.objects.filter(article=here, author=author))
        stories = stories.of("byline", author=author) if is_first else stories.filter(signed)
    if region := asked.get("region"):
        places = list(Place.objects.filter(slug__in=areas.places_of(region)).values_list("pk", flat=True))
        sure = Mention.objects.filter(article=here, place__in=places, verdict=Mention.Answer.CONFIRMED)
        stories = stories.filter(Exists(sure)) if places else stories.none()
    if asked.get("has_correction") is not None:
        corrected = Exists(Correction.objects.published().filter(article=here))
        stories = stories.filter(corrected if asked["has_correction"] else ~corrected)
    return stories


def _within(stories: ArticleQuerySet, asked: dict[str, Any]) -> ArticleQuerySet:
    if language := asked.get("language"):
        stories = stories.filter(language=language)
    return stories.dated(asked.get("since"), asked.get("until"))


def _told_since(stories: ArticleQuerySet, moment: datetime) -> list[ArticleQuerySet]:
    """Published since, or before that and changed or corrected since: no story is in two of them."""
    before = stories.dated(until=moment)
    told = Correction.objects.published().filter(published_at__gte=moment)
    changed = Q(updated_at__gte=moment)
    return [
        stories.dated(since=moment),
        before.filter(changed),
        before.filter(Q(updated_at__isnull=True) | ~changed, pk__in=told.values("article")),
    ]
