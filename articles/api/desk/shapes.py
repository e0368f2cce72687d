"""Shapes of the desk."""

from typing import Annotated, Literal

from msgspec import Meta

from articles.api.shapes import FocalPoint, Language
from newsportal.lib.rest.problems import Problem
from newsportal.lib.rest.shapes import Address, InBoth, Links, Moment, Shape

WorkState = Literal["draft", "in_review", "returned", "ready", "done"]
Publication = Literal["none", "scheduled", "published", "embargo", "expired", "withdrawn"]


class SourceItem(Shape):
    source: str
    url: str
    relation: Literal["based_on", "cites"]


class DeskContent(Shape):
    """One version of a story, whole. Rubric by its path, photo by its key, the rest by their slugs."""

    headline: str
    short_title: str
    seo_title: str
    lead: str
    slug: str
    body: Annotated[str, Meta(description="Clean HTML of a known vocabulary.")]
    age_mark: int | None
    is_partner: bool
    is_unverified: bool
    rubric: str | None
    lead_photo: str | None
    topics: list[str]
    authors: list[str]
    sources: list[SourceItem]


class DeskRevision(Shape):
    number: int
    saved_at: Moment
    saved_by: Annotated[str | None, Meta(description="The colleague's name.")]
    note: str


class DeskStory(Shape):
    """A story as the newsroom works on it: its newest version, and what readers have of it."""

    id: int
    language: Language
    work_state: WorkState
    publication: Publication
    published_at: Moment | None
    embargo_until: Moment | None
    expires_at: Moment | None
    scheduled_at: Annotated[Moment | None, Meta(description="When a change to a live story is to come.")]
    revision: DeskRevision | None
    live_revision: Annotated[int | None, Meta(description="The number of the version that readers have.")]
    remark: Annotated[str | None, Meta(description="Why the story was returned, while it is.")]
    content: DeskContent
    desk_url: Annotated[Address, Meta(description="The form of the story, for people.")]


class DeskCard(Shape):
    id: int
    language: Language
    headline: str
    rubric: str
    work_state: WorkState
    publication: Publication
    saved_at: Moment | None
    saved_by: str | None


class DeskStories(Shape):
    items: list[DeskCard]
    links: Links


class DeskPhoto(Shape):
    """A photo of the library; into a text it goes as `<img src="/media/photos/{key}/…">`, by its key."""

    key: str
    width: int
    height: int
    preparation: Literal["waiting", "ready", "damaged"]
    problem: Annotated[str | None, Meta(description="Why readers may not see it.")]
    alt: InBoth
    caption: InBoth
    credit: str
    licence: str
    consent: str
    focal_point: FocalPoint


class StaleProblem(Problem, kw_only=True):
    """412: what was sent, as the version that it would have made, beside what there is now."""

    yours: DeskContent | None
    theirs: DeskStory
