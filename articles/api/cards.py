"""Cards of stories for lists, in one query whatever their number."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from articles.api.photos import picture
from articles.api.shapes import ArticleCard, AuthorRef, Picture, RubricRef, TopicRef, as_is
from articles.models import Article, Byline, Correction, Mention, Rubric, Tagging
from articles.models.article_queryset import CARD_COLUMNS, ArticleQuerySet
from newsportal.lib.meta import absolute
from newsportal.lib.rest.shapes import in_both

NAMES = {name: name for name in ("slug", "name_ru", "name_kk")}
PHOTO_COLUMNS = ("lead_photo__credit_url", "lead_photo__is_stock", "lead_photo__is_drawing")


def _names(relation: str) -> dict[str, str]:
    return {name: f"{relation}__{column}" for name, column in NAMES.items()}


def with_cards(stories: ArticleQuerySet) -> ArticleQuerySet:
    """All that `card` shows; what was forgotten raises instead of asking row by row."""
    here = OuterRef("pk")
    authors = Byline.objects.filter(article=here).order_by("position", "pk")
    topics = Tagging.objects.filter(article=here).order_by("topic__name_ru")
    places = Mention.objects.filter(article=here, verdict=Mention.Answer.CONFIRMED).order_by("place__slug")
    return (
        stories.select_related("rubric", "lead_photo")
        .only(*CARD_COLUMNS, *PHOTO_COLUMNS)
        .annotate(
            author_rows=ArraySubquery(authors.values(row=JSONObject(**_names("author")))),
            topic_rows=ArraySubquery(topics.values(row=JSONObject(**_names("topic")))),
            place_slugs=ArraySubquery(places.values("place__slug")),
            is_corrected=Exists(Correction.objects.published().filter(article=here)),
        )
        .fetch_mode(models.FETCH_RAISE)
    )


def card(article: Article) -> ArticleCard:
    """Of a story that `with_cards` selected."""
    rows: Any = article
    return ArticleCard(
        id=article.pk,
        language=as_is(article.language),
        headline=article.headline,
        url=absolute(article.url),
        published_at=as_is(article.published_at),
        updated_at=article.updated_at,
        short_title=article.short_title,
        lead=article.lead,
        rubric=rubric_ref(article.rubric),
        photo=lead_picture(article),
        authors=[AuthorRef(slug=row["slug"], name=in_both(row, "name")) for row in rows.author_rows],
        topics=[TopicRef(slug=row["slug"], name=in_both(row, "name")) for row in rows.topic_rows],
        places=rows.place_slugs,
        age_mark=article.age_mark,
        is_partner=article.is_partner,
        is_unverified=article.is_unverified,
        has_correction=rows.is_corrected,
    )


def in_order(ids: Iterable[int]) -> list[ArticleCard]:
    """Cards of these stories, in this order, without those that readers may not see by now."""
    order = list(ids)
    by_id = {row.pk: row for row in with_cards(Article.objects.published().filter(pk__in=order))}
    return [card(by_id[pk]) for pk in order if pk in by_id]


def rubric_ref(rubric: Rubric) -> RubricRef:
    return RubricRef(id=rubric.pk, path=rubric.path, name=in_both(rubric, "menu_name"))


def lead_picture(article: Article) -> Picture | None:
    photo = article.shown_photo
    return None if photo is None else picture(photo)
