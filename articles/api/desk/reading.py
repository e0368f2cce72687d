"""A story of the desk as a shape."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from articles import work
from articles.api.desk import shapes
from articles.api.shapes import as_is
from articles.content import Content
from articles.models import Article, Author, Photo, Revision, Rubric, Source, Topic
from articles.publication_state import state_of
from articles.working_copy import open_working_copy
from newsportal.lib.meta import absolute


def desk_story(article: Article) -> shapes.DeskStory:
    """Its newest version; a query for each kind of thing that it refers to."""
    working = open_working_copy(article)
    remark = work.open_remark(article)
    return shapes.DeskStory(
        id=article.pk,
        language=as_is(article.language),
        work_state=as_is(article.work_state),
        publication=as_is(state_of(article, timezone.now()).value),
        published_at=article.published_at,
        embargo_until=article.embargo_until,
        expires_at=article.expires_at,
        scheduled_at=article.scheduled_at,
        revision=_revision(working.newest),
        live_revision=article.live_revision.number if article.live_revision else None,
        remark=remark.note if remark else None,
        content=desk_content(working.content),
        desk_url=absolute(reverse("admin:articles_article_change", args=[article.pk])),
    )


def desk_card(article: Article) -> shapes.DeskCard:
    revision = article.working_revision
    return shapes.DeskCard(
        id=article.pk,
        language=as_is(article.language),
        headline=article.working_headline or article.headline,
        rubric=article.rubric.path,
        work_state=as_is(article.work_state),
        publication=as_is(state_of(article, timezone.now()).value),
        saved_at=revision.saved_at if revision else None,
        saved_by=_name(revision),
    )


def desk_content(content: Content) -> shapes.DeskContent:
    """What was deleted since it was saved is left out."""
    sources = _named(Source, [item["source"] for item in content["sources"]])
    plain: dict[str, Any] = {
        name: content[name]  # type: ignore[literal-required]
        for name in shapes.DeskContent.__struct_fields__
        if name not in {"rubric", "lead_photo", "topics", "authors", "sources"}
    }
    return shapes.DeskContent(
        **plain,
        rubric=_named(Rubric, [content["rubric"]], "path").get(content["rubric"]),
        lead_photo=_named(Photo, [content["lead_photo"]], "key").get(content["lead_photo"]),
        topics=list(_named(Topic, content["topics"]).values()),
        authors=list(_named(Author, content["authors"]).values()),
        sources=[
            shapes.SourceItem(
                source=sources[item["source"]], url=item["url"], relation=as_is(item["relation"])
            )
            for item in content["sources"]
            if item["source"] in sources
        ],
    )


def _named(model: type[Model], ids: list[Any], name: str = "slug") -> dict[Any, str]:
    """{id: name} in the order of the ids; nothing is asked about nothing."""
    wanted = [pk for pk in ids if pk is not None]
    if not wanted:
        return {}
    there = dict(model._default_manager.filter(pk__in=wanted).values_list("pk", name))
    return {pk: there[pk] for pk in wanted if pk in there}


def _revision(revision: Revision | None) -> shapes.DeskRevision | None:
    if revision is None:
        return None
    return shapes.DeskRevision(
        number=revision.number, saved_at=revision.saved_at, saved_by=_name(revision), note=revision.note
    )


def _name(revision: Revision | None) -> str | None:
    return revision.saved_by.name if revision and revision.saved_by else None
