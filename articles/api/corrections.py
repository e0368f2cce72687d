"""Corrections in the API: what was wrong in stories that readers see."""

from functools import cache
from typing import Annotated, Any, Literal

from msgspec import Meta

from articles.api.shapes import Language, as_is
from articles.models import Correction
from articles.models.correction import CorrectionQuerySet
from newsportal.lib.meta import absolute
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.languages import said
from newsportal.lib.rest.queries import LANGUAGES, Listed, MomentField
from newsportal.lib.rest.shapes import Address, InBoth, Links, Moment, Shape

KIND = "corrections"


class StoryRef(Shape):
    """A story by its name."""

    id: int
    language: Language
    headline: str
    url: Annotated[Address, Meta(description="The page for readers.")]


class CorrectionNotice(Shape):
    """What was wrong, in the language of the story."""

    id: int
    kind: Literal["correction", "clarification", "addition", "refutation", "reply", "retraction"]
    kind_name: InBoth
    text: str
    published_at: Moment
    article: StoryRef


class Corrections(Shape):
    items: list[CorrectionNotice]
    links: Links


class CorrectionsQuery(Listed):
    language = ChoiceField(LANGUAGES, required=False, help_text="Of the story.")
    kind = ChoiceField(Correction.Kind.values, required=False)
    since = MomentField(required=False, help_text="Published then or later.")


def chosen(asked: dict[str, Any]) -> CorrectionQuerySet:
    """Newest first, of stories that readers may see."""
    rows = Correction.objects.of_visible_stories().for_list()
    if language := asked.get("language"):
        rows = rows.in_language(language)
    if kind := asked.get("kind"):
        rows = rows.filter(kind=kind)
    if since := asked.get("since"):
        rows = rows.filter(published_at__gte=since)
    return rows


@cache
def kind_names() -> dict[str, InBoth]:
    return {kind.value: said(kind.label) for kind in Correction.Kind}


def notice(row: Correction) -> CorrectionNotice:
    story = row.article
    return CorrectionNotice(
        id=row.pk,
        kind=as_is(row.kind),
        kind_name=kind_names()[row.kind],
        text=row.text,
        published_at=as_is(row.published_at),
        article=StoryRef(
            id=story.pk, language=as_is(story.language), headline=story.headline, url=absolute(story.url)
        ),
    )
