"""The content of a story as people read it: fields by their labels, relations by their names."""

from dataclasses import dataclass
from typing import Any, Self, cast

from django.db.models import Field, Model, Q
from django.utils.translation import gettext as _

from articles.content import Content
from articles.models import Article, Author, Photo, Rubric, Source, StorySource, Topic
from newsportal.lib import html

# In the order of a page; a field of a later edition of the shape comes after them.
FIELDS = (
    "headline",
    "short_title",
    "lead",
    "seo_title",
    "rubric",
    "topics",
    "authors",
    "sources",
    "lead_photo",
    "slug",
    "age_mark",
    "is_partner",
    "is_unverified",
    "body",
)
_MODELS: dict[str, type[Model]] = {"authors": Author, "sources": Source}


def fields_of(*contents: Content) -> list[str]:
    """Every field that any of them has."""
    present = dict.fromkeys(name for content in contents for name in content if name != "schema")
    return [name for name in FIELDS if name in present] + [name for name in present if name not in FIELDS]


def label(name: str) -> str:
    if name in _MODELS:
        return str(_MODELS[name]._meta.verbose_name_plural)
    columns = {field.name: field for field in Article._meta.get_fields() if isinstance(field, Field)}
    return str(columns[name].verbose_name) if name in columns else name


@dataclass(frozen=True)
class Names:
    """The rows that contents refer to: one query for each model, however many there are."""

    rubrics: dict[int, Rubric]
    topics: dict[int, Topic]
    authors: dict[int, Author]
    sources: dict[int, Source]
    photos: dict[int, Photo]
    photos_by_key: dict[str, Photo]

    @classmethod
    def of(cls, *contents: Content) -> Self:
        keys = {key for content in contents for key in html.photo_keys(content.get("body", ""))}
        photos = _photos({_id(content.get("lead_photo")) for content in contents} - {0}, keys)
        return cls(
            rubrics=Rubric.objects.in_bulk({_id(content.get("rubric")) for content in contents} - {0}),
            topics=Topic.objects.in_bulk({pk for content in contents for pk in content.get("topics", [])}),
            authors=Author.objects.in_bulk({pk for content in contents for pk in content.get("authors", [])}),
            sources=Source.objects.in_bulk(
                {item["source"] for content in contents for item in content.get("sources", [])}
            ),
            photos={photo.pk: photo for photo in photos},
            photos_by_key={photo.key: photo for photo in photos},
        )

    def in_words(self, name: str, value: Any) -> list[str]:
        """A value as a list of what it names: of one thing in most fields, of nothing in an empty one."""
        match name:
            case "topics":
                return [_named(self.topics, pk) for pk in value or []]
            case "authors":
                return [_named(self.authors, pk) for pk in value or []]
            case "sources":
                return [self._source(item) for item in value or []]
            case "rubric" if value:
                return [_named(self.rubrics, value)]
            case "lead_photo" if value:
                return [_named(self.photos, value)]
            case "age_mark" if value is not None:
                return [f"{value}+"]
        if isinstance(value, bool):
            return [_("yes") if value else _("no")]
        return [] if value in (None, "") else [str(value)]

    def _source(self, item: dict[str, Any]) -> str:
        relation = StorySource.Relation(item["relation"]).label if item.get("relation") else ""
        return " · ".join(filter(None, [_named(self.sources, item["source"]), str(relation), item["url"]]))


def _named(rows: dict[int, Any], pk: int) -> str:
    return str(rows[pk]) if pk in rows else _("deleted, No. %(number)d") % {"number": pk}


def _id(value: Any) -> int:
    return cast("int", value) or 0


def _photos(ids: set[int], keys: set[str]) -> list[Photo]:
    return list(Photo.objects.filter(Q(pk__in=ids) | Q(key__in=keys))) if ids or keys else []
