"""Which stories a list gives, and where it goes on."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework import serializers

from articles.api.shapes import ArticleCard
from articles.models import Article, Correction, Rubric
from articles.models.article import ArticleQuerySet
from articles.places import areas
from articles.search import naming
from newsportal.lib.rest import cursors
from newsportal.lib.rest.queries import LANGUAGES, Listed, MomentField, SlugField
from newsportal.lib.rest.sparse import FieldsField

KIND = "articles"


class StoriesQuery(Listed):
    language = serializers.ChoiceField(LANGUAGES, required=False)
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


def chosen(asked: dict[str, Any]) -> ArticleQuerySet:
    """Published stories that all the filters let pass. What a filter names and nobody knows finds nothing."""
    stories = Article.objects.published()
    if language := asked.get("language"):
        stories = stories.filter(language=language)
    if path := asked.get("rubric"):
        below = Rubric.objects.filter(Q(path=path) | Q(path__startswith=f"{path}/"))
        stories = stories.filter(rubric__in=list(below.values_list("pk", flat=True)))
    if topic := asked.get("topic"):
        stories = stories.filter(topics__slug=topic)
    if author := asked.get("author"):
        stories = stories.filter(authors__slug=author)
    if town := asked.get("town"):
        stories = naming(stories, town)
    if region := asked.get("region"):
        places = areas.places_of(region)
        stories = naming(stories, *places) if places else stories.none()
    return _in_time(stories, asked)


def _in_time(stories: ArticleQuerySet, asked: dict[str, Any]) -> ArticleQuerySet:
    corrected = Exists(Correction.objects.published().filter(article=OuterRef("pk")))
    if since := asked.get("since"):
        stories = stories.filter(published_at__gte=since)
    if until := asked.get("until"):
        stories = stories.filter(published_at__lt=until)
    if asked.get("has_correction") is not None:
        stories = stories.filter(corrected if asked["has_correction"] else ~corrected)
    if moment := asked.get("updated_since"):
        told = Correction.objects.published().filter(published_at__gte=moment)
        stories = stories.filter(
            Q(published_at__gte=moment) | Q(updated_at__gte=moment) | Q(pk__in=told.values("article"))
        )
    return stories


def after(stories: ArticleQuerySet, cursor: str | None) -> ArticleQuerySet:
    """Newest first, from the cursor on: what is published meanwhile stands before it, and moves nothing."""
    if cursor is not None:
        moment, pk = cursors.read(KIND, cursor)
        stories = stories.filter(
            Q(published_at__lt=_moment(moment)) | Q(pk__lt=pk), published_at__lte=_moment(moment)
        )
    return stories.newest_first()


def cursor_after(article: Article) -> str:
    return cursors.write(KIND, [str(article.published_at), article.pk])


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None:
        raise cursors.UnknownCursor()
    return timezone.localtime(moment)
