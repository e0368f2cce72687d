"""The content of a story as one JSON value: what a revision keeps and publishing copies into the live row.

Relations are ids in the order of the page. `schema` names the edition of this shape, so that a revision of
years ago can still be read.
"""

import hashlib
from collections.abc import Callable
from typing import Any, Literal, TypedDict, cast

from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.utils.translation import gettext as _

from articles.models import Article, Byline, Photo, Revision, StorySource
from newsportal.lib import html
from newsportal.lib.text import is_one_line, is_seen, legal

SCHEMA = 2

# Columns copied as they are.
PLAIN_FIELDS = (
    "headline",
    "short_title",
    "seo_title",
    "lead",
    "slug",
    "body",
    "age_mark",
    "is_partner",
    "is_unverified",
)
LINES = ("headline", "short_title", "seo_title")
TITLES = (*LINES, "lead")


class SourceItem(TypedDict):
    source: int
    url: str
    relation: Literal["based_on", "cites"]


class Content(TypedDict):
    """One version of a story, whole."""

    schema: int
    headline: str
    short_title: str
    seo_title: str
    lead: str
    slug: str
    body: str
    age_mark: int | None
    is_partner: bool
    is_unverified: bool
    rubric: int
    lead_photo: int | None
    topics: list[int]
    authors: list[int]
    sources: list[SourceItem]


def fault_of_title(name: str, typed: str) -> str:
    """What keeps words from being this title, in a sentence; nothing for good ones, and for none at all."""
    text = _trimmed(typed)
    if text and not is_seen(text):
        return _("Nothing of this can be seen: write it anew.")
    if name in LINES and not is_one_line(text):
        return _("This is one line: take the line break out.")
    return ""


def refuse_unfit_title(name: str) -> Callable[[str], None]:
    """The same for a field of a form or of the API."""

    def refuse(typed: str) -> None:
        if fault := fault_of_title(name, typed):
            raise ValidationError(fault, code="unfit_title")

    return refuse


def of_revision(revision: Revision) -> Content:
    """Its content in the shape of today: schema 1 had no title for search engines."""
    return cast("Content", {"seo_title": "", **revision.content, "schema": SCHEMA})


def unfit(content: Content) -> list[tuple[str, str]]:
    """Field and sentence of what keeps the content from the row: half a text may be kept, not published."""
    found = []
    for name in (*TITLES, "slug"):
        limit = Article._meta.get_field(name).max_length  # type: ignore[union-attr]
        if limit is not None and len(content[name]) > limit:  # type: ignore[literal-required]
            found.append((name, _("Longer than %(limit)s characters.") % {"limit": limit}))
    faults = {name: fault_of_title(name, content[name]) for name in TITLES}  # type: ignore[literal-required]
    found += [(name, fault) for name, fault in faults.items() if fault]
    found += [(name, _("This is empty.")) for name in ("headline", "slug", "body") if not content[name]]
    if content["slug"] and not slug_re.match(content["slug"]):
        found.append(("slug", _("Latin letters, digits and hyphens only.")))
    return found


def text_hash(content: Content) -> str:
    """SHA-256 of the words that readers had: title, lead, text."""
    words = "\n".join([content["headline"], content["lead"], html.plain_text(content["body"])])
    return hashlib.sha256(words.encode()).hexdigest()


def shows(content: Content, photo: Photo) -> bool:
    """Above the text or in it."""
    return photo.pk == content["lead_photo"] or photo.key in html.photo_keys(content["body"])


def capture(article: Article) -> Content:
    """The content that is live now."""
    return Content(
        schema=SCHEMA,
        **{name: getattr(article, name) for name in PLAIN_FIELDS},  # type: ignore[typeddict-item]
        rubric=article.rubric_id,
        lead_photo=article.lead_photo_id,
        topics=sorted(article.topics.values_list("pk", flat=True)),
        authors=list(article.byline_set.order_by("position", "pk").values_list("author_id", flat=True)),
        sources=[
            SourceItem(source=item.source_id, url=item.url, relation=item.relation)
            for item in article.sources.order_by("position", "pk")
        ],
    )


def clean(content: Content) -> Content:
    """The same content with trimmed titles and a body of nothing but the vocabulary. Raises BodyTooLongError.

    Non-breaking spaces inside a title are the editor's own and stay.
    """
    titles = {name: _trimmed(content[name]) for name in TITLES}  # type: ignore[literal-required]
    return content | titles | {"schema": SCHEMA, "body": html.sanitise(content["body"])}  # type: ignore[return-value]


def _trimmed(title: str) -> str:
    return legal(title).strip()


def apply_columns(article: Article, content: Content) -> list[str]:
    """Set the row's own columns, unsaved; returns their names for `update_fields`."""
    values: dict[str, Any] = {name: content[name] for name in PLAIN_FIELDS}  # type: ignore[literal-required]
    values |= {
        "rubric_id": content["rubric"],
        "lead_photo_id": content["lead_photo"],
        "body_text": html.plain_text(content["body"]),
    }
    for name, value in values.items():
        setattr(article, name, value)
    return [name.removesuffix("_id") for name in values]


def apply_relations(article: Article, content: Content) -> None:
    """Make the relations of a saved row those of the content."""
    article.topics.set(content["topics"])
    Byline.objects.filter(article=article).delete()
    Byline.objects.bulk_create(
        [
            Byline(article=article, author_id=author, position=position)
            for position, author in enumerate(content["authors"])
        ]
    )
    StorySource.objects.filter(article=article).delete()
    StorySource.objects.bulk_create(
        [
            StorySource(
                article=article,
                source_id=item["source"],
                url=item["url"],
                relation=item["relation"],
                position=position,
            )
            for position, item in enumerate(content["sources"])
        ]
    )
    article.photos.set(Photo.objects.filter(key__in=html.photo_keys(content["body"])))
