"""Shapes of the newsroom in the API."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from newsportal.lib.body_blocks import Block
from newsportal.lib.rest.shapes import Address, InBoth, Links, Moment, Shape

Language = Literal["ru", "kk"]
Share = Annotated[float, Meta(ge=0, le=1)]


class PictureFile(Shape):
    """One file of a photo, in pixels and bytes."""

    url: Address
    type: Literal["image/avif", "image/webp", "image/jpeg"]
    width: int
    height: int
    bytes: int


class FocalPoint(Shape):
    """What a crop must keep: shares of the width and height, from the upper left corner."""

    x: Share
    y: Share


class Picture(Shape):
    """A photo with the facts that must stand beside it. `renditions` is empty while they are being made."""

    key: str
    width: int
    height: int
    focal_point: FocalPoint
    alt: InBoth
    credit: str
    credit_url: Address | None
    is_stock: bool
    is_drawing: bool
    renditions: list[PictureFile]


class RubricRef(Shape):
    id: int
    path: str
    name: InBoth


class AuthorRef(Shape):
    slug: str
    name: InBoth


class TopicRef(Shape):
    slug: str
    name: InBoth


class PlaceRef(Shape):
    """A place that the story means; `url` is its page here, where it has one."""

    slug: str
    name: InBoth
    url: Address | None


class ArticleCard(Shape):
    """A story as a list shows it."""

    id: int
    language: Language
    headline: str
    url: Annotated[Address, Meta(description="The page for readers.")]
    published_at: Moment
    updated_at: Annotated[Moment | None, Meta(description="Set only when the substance changed.")]
    short_title: str | UnsetType = UNSET
    lead: str | UnsetType = UNSET
    rubric: RubricRef | UnsetType = UNSET
    photo: Picture | UnsetType | None = UNSET
    authors: list[AuthorRef] | UnsetType = UNSET
    topics: list[TopicRef] | UnsetType = UNSET
    places: list[str] | UnsetType = UNSET
    age_mark: int | UnsetType | None = UNSET
    is_partner: bool | UnsetType = UNSET
    is_unverified: bool | UnsetType = UNSET
    has_correction: bool | UnsetType = UNSET


class ArticlePage(Shape):
    items: list[ArticleCard]
    links: Links


class SourceOfStory(Shape):
    """The item that a story is based on or cites."""

    slug: str
    name: InBoth
    phrase: Annotated[InBoth, Meta(description="How the text refers to it.")]
    kind: Literal["agency", "government", "media", "social", "other"]
    url: Address | None
    relation: Literal["based_on", "cites"]


class CorrectionOfStory(Shape):
    kind: Literal["correction", "clarification", "addition", "refutation", "reply", "retraction"]
    placement: Literal["top", "bottom"]
    text: str
    published_at: Moment


class Translation(Shape):
    id: int
    language: Language
    url: Address


class StoryLinks(Shape):
    """`canonical` is the page for readers, `next` the story that a reader goes on to."""

    canonical: Address
    next: Address | None
    related: Address


class Story(Shape):
    """A whole story. `body_html` and `body` are the same text in two forms."""

    id: int
    language: Language
    headline: str
    short_title: str
    lead: str
    url: Annotated[Address, Meta(description="The page for readers.")]
    rubric: RubricRef
    published_at: Moment
    updated_at: Annotated[Moment | None, Meta(description="Set only when the substance changed.")]
    age_mark: int | None
    is_partner: bool
    is_unverified: bool
    reading_minutes: int
    photo: Picture | None
    photos: Annotated[list[Picture], Meta(description="Of the figures of the body, by their keys.")]
    authors: list[AuthorRef]
    topics: list[TopicRef]
    places: list[PlaceRef]
    sources: list[SourceOfStory]
    corrections: list[CorrectionOfStory]
    translations: list[Translation]
    links: StoryLinks
    body_html: Annotated[str, Meta(description="Clean HTML of a known vocabulary.")] | UnsetType = UNSET
    body: list[Block] | UnsetType = UNSET


class RelatedStories(Shape):
    """«Read also», best first."""

    items: list[ArticleCard]


class NextStory(Shape):
    """The story that a reader goes on to; null after the oldest."""

    item: ArticleCard | None


class TipTerms(Shape):
    """What a sender of a message agrees to; `version` goes back with the message."""

    consent: InBoth
    version: str
    max_photos: int
    max_photo_bytes: int


class TipReceipt(Shape):
    """The number to name when asking the newsroom about a message."""

    reference: str


class PushTerms(Shape):
    """`public_key` is the `applicationServerKey` of the browser; null: this site sends no messages."""

    public_key: str | None


class PushReceipt(Shape):
    """`token` is told once: by it the subscription is called off."""

    id: str
    token: str


def as_is(value: Any) -> Any:
    """What the database has checked already, where a shape names the values."""
    return value
