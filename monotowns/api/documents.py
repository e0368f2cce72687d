"""Documents of the registry, with the editions that they made and the stories that reported them."""

from collections.abc import Sequence

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FETCH_RAISE, OuterRef, QuerySet

from articles.api.cards import card, with_cards
from articles.api.shapes import ArticleCard
from articles.models import Article
from monotowns.api.parts import document_ref
from monotowns.api.shapes import DocumentRef
from monotowns.models import Classification, Document
from newsportal.lib.rest.shapes import Links, Shape


class DocumentOfRegistry(Shape):
    """`editions` are addresses of those that the document made; `story` is the one that reported it."""

    document: DocumentRef
    editions: list[str]
    story: ArticleCard | None


class DocumentsPage(Shape):
    items: list[DocumentOfRegistry]
    links: Links


def with_editions(rows: "QuerySet[Document]") -> "QuerySet[Document]":
    made = Classification.objects.filter(document=OuterRef("pk")).order_by("pk").values("slug")
    return rows.annotate(edition_slugs=ArraySubquery(made)).fetch_mode(FETCH_RAISE)


def documents(rows: Sequence[Document]) -> list[DocumentOfRegistry]:
    """Of rows of `with_editions`. One query, for the stories that readers may see."""
    ids = [row.story_id for row in rows if row.story_id]
    stories = {story.pk: card(story) for story in with_cards(Article.objects.published().filter(pk__in=ids))}
    return [
        DocumentOfRegistry(
            document=document_ref(row),
            editions=row.edition_slugs,  # type: ignore[attr-defined]
            story=stories.get(row.story_id or 0),
        )
        for row in rows
    ]
