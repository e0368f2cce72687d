"""All that the page of one story shows of the story itself, in one query."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Byline, Correction, Mention, Photo, StorySource, Tagging
from articles.models.article import story_url
from articles.models.photo import PhotoAddress
from articles.pictures import credit, picture
from articles.places import links
from newsportal.lib import html
from newsportal.lib.asked import Moment
from newsportal.lib.translated import in_language_of_page


@dataclass
class StoryPage:
    """One story as its template wants it."""

    article: Article
    body_html: SafeString
    authors: list[dict[str, Any]]
    topics: list[dict[str, str]]
    sources: list[dict[str, str]]
    corrections: list[dict[str, Any]]
    translations: list[dict[str, str]]
    # Addresses of the places that the story means.
    places: list[str] = field(default_factory=list)

    def corrections_at(self, placement: str) -> list[dict[str, Any]]:
        return [item for item in self.corrections if item["placement"] == placement]

    @property
    def has_frames(self) -> bool:
        """Whether there is a card that a script makes into a frame."""
        return "data-frame=" in self.body_html

    @property
    def corrections_on_top(self) -> list[dict[str, Any]]:
        return self.corrections_at(Correction.Placement.TOP)

    @property
    def corrections_below(self) -> list[dict[str, Any]]:
        return self.corrections_at(Correction.Placement.BOTTOM)


# What the page shows of each relation, for the live row and for a draft alike: {name in the row: column}.
NAME = {name: name for name in ("name_ru", "name_kk")}
AUTHOR = {name: name for name in ("name_ru", "name_kk", "slug")}
TOPIC = {name: name for name in ("name_ru", "name_kk", "slug", "id")}
SOURCE = {name: name for name in ("name_ru", "name_kk", "phrase_ru", "phrase_kk", "kind", "slug")} | {
    "site": "url"
}
PHOTO = {
    name: name
    for name in (
        "key",
        "width",
        "height",
        "renditions",
        "focal_x",
        "focal_y",
        "is_decorative",
        "alt_ru",
        "alt_kk",
        "credit",
        "credit_url",
        "is_stock",
        "is_drawing",
    )
}


def _through(relation: str, columns: dict[str, str]) -> dict[str, str]:
    return {name: f"{relation}__{column}" for name, column in columns.items()}


def with_relations(stories: QuerySet[Article], now: Moment | None = None) -> QuerySet[Article]:
    """Relations as JSON arrays of the same row: five queries less."""
    here = OuterRef("pk")
    place = JSONObject(place="place__slug", start="link_start", end="link_end", **_through("place", NAME))
    source = JSONObject(**_through("source", SOURCE), url="url", relation="relation")
    return (
        with_surroundings(stories, now)
        .select_related("rubric", "lead_photo")
        .defer("search_vector", "place_tokens", "lead_photo__original")
        .annotate(
            author_rows=ArraySubquery(
                Byline.objects.filter(article=here)
                .order_by("position", "pk")
                .values(row=JSONObject(**_through("author", AUTHOR)))
            ),
            topic_rows=ArraySubquery(
                Tagging.objects.filter(article=here)
                .order_by("topic__name_ru")
                .values(row=JSONObject(**_through("topic", TOPIC)))
            ),
            source_rows=ArraySubquery(
                StorySource.objects.filter(article=here).order_by("position", "pk").values(row=source)
            ),
            place_rows=ArraySubquery(
                Mention.objects.filter(article=here, verdict=Mention.Answer.CONFIRMED)
                .order_by("link_start", "pk")
                .values(row=place)
            ),
            photo_rows=ArraySubquery(
                Photo.objects.showable(now).filter(articles=here).values(row=JSONObject(**PHOTO))
            ),
        )
    )


def with_surroundings(stories: QuerySet[Article], now: Moment | None = None) -> QuerySet[Article]:
    """What belongs to a story whatever its version: its corrections and its translations."""
    here = OuterRef("pk")
    siblings = Article.objects.published(now).filter(translation_group=OuterRef("translation_group"))
    return stories.annotate(
        correction_rows=ArraySubquery(
            Correction.objects.published(now)
            .filter(article=here)
            .order_by("published_at", "pk")
            .values(
                row=JSONObject(kind="kind", placement="placement", text="text", published_at="published_at")
            )
        ),
        sibling_rows=ArraySubquery(
            siblings.exclude(pk=here).values(
                row=JSONObject(language="language", id="pk", slug="slug", path="rubric__path")
            )
        ),
    )


def build(article: Article, address: PhotoAddress | None = None) -> StoryPage:
    """The page of a story that `with_relations` selected, or `draft_story` made; no query of its own.

    `address` says where its photos are when readers' address does not have them.
    """
    rows: Any = article
    photos = {row["key"]: Photo(**row) for row in rows.photo_rows}
    for photo in filter(None, (article.lead_photo, *photos.values())):
        photo.address = address

    def shown(key: str, alt: str) -> html.Shown | None:
        photo = photos.get(key)
        if photo is None:
            return None
        return html.Shown(picture(photo, sizes="(min-width: 60rem) 44rem, 100vw", alt=alt), credit(photo))

    kinds = dict(Correction.Kind.choices)
    return StoryPage(
        article=article,
        body_html=mark_safe(html.for_page(links.linked(article.body, rows.place_rows), shown)),
        places=[row["place"] for row in rows.place_rows],
        authors=[
            {
                "name": in_language_of_page(row, "name"),
                "slug": row["slug"],
                "url": reverse("author", args=[row["slug"]]),
            }
            for row in rows.author_rows
        ],
        topics=[
            {"name": in_language_of_page(row, "name"), "url": reverse("topic", args=[row["slug"]])}
            for row in rows.topic_rows
        ],
        sources=[
            {
                "name": in_language_of_page(row, "name"),
                "phrase": in_language_of_page(row, "phrase"),
                "kind": row["kind"],
                "url": row["url"] or row["site"],
                "item_url": row["url"],
                "relation": row["relation"],
            }
            for row in rows.source_rows
        ],
        corrections=[
            row | {"kind_label": kinds[row["kind"]], "published_at": parse_datetime(row["published_at"])}
            for row in rows.correction_rows
        ],
        translations=[
            {
                "language": row["language"],
                "url": story_url(row["language"], row["path"], row["id"], row["slug"]),
            }
            for row in rows.sibling_rows
        ],
    )
