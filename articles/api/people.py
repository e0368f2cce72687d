"""Who signs stories, what they are about, where they come from: as far as readers have met them.

A topic made for a story under embargo tells of it by its name: it is there once readers see a story of it.
"""

from typing import Literal

from django.db.models import Exists, OuterRef, QuerySet

from articles.api.links import stories_of
from articles.api.photos import picture
from articles.api.shapes import Picture, as_is
from articles.models import Article, Author, Source, StorySource, Topic
from newsportal.lib.rest.languages import Pages, pages_of
from newsportal.lib.rest.shapes import Address, InBoth, Links, Shape, in_both


class StoryAuthor(Shape):
    """A person or a desk that signs stories."""

    slug: str
    name: InBoth
    about: InBoth
    portrait: Picture | None
    page: Pages
    feed: Pages
    stories: Address


class Authors(Shape):
    items: list[StoryAuthor]
    links: Links


class StoryTopic(Shape):
    """What stories of several rubrics have in common."""

    slug: str
    name: InBoth
    page: Pages
    feed: Pages
    stories: Address


class Topics(Shape):
    items: list[StoryTopic]
    links: Links


class StorySourceName(Shape):
    """An agency, a body or a publication that stories refer to; `phrase` is how they do it."""

    slug: str
    name: InBoth
    phrase: InBoth
    kind: Literal["agency", "government", "media", "social", "other"]
    url: Address | None


class Sources(Shape):
    items: list[StorySourceName]
    links: Links


def known_authors() -> QuerySet[Author]:
    stories = Article.objects.published().filter(byline__author=OuterRef("pk"))
    return Author.objects.filter(Exists(stories)).select_related("portrait").defer("portrait__original")


def known_topics() -> QuerySet[Topic]:
    return Topic.objects.filter(Exists(Article.objects.published().filter(topics=OuterRef("pk"))))


def known_sources() -> QuerySet[Source]:
    cited = StorySource.objects.filter(source=OuterRef("pk"), article__in=Article.objects.published())
    return Source.objects.filter(Exists(cited))


def author(row: Author) -> StoryAuthor:
    """Of a row with its portrait; nothing of the account, which an author may have."""
    portrait = row.shown_portrait
    return StoryAuthor(
        slug=row.slug,
        name=in_both(row, "name"),
        about=in_both(row, "about"),
        portrait=None if portrait is None else picture(portrait),
        page=pages_of("author", row.slug),
        feed=pages_of("author_rss", row.slug),
        stories=stories_of(author=row.slug),
    )


def topic(row: Topic) -> StoryTopic:
    return StoryTopic(
        slug=row.slug,
        name=in_both(row, "name"),
        page=pages_of("topic", row.slug),
        feed=pages_of("topic_rss", row.slug),
        stories=stories_of(topic=row.slug),
    )


def source(row: Source) -> StorySourceName:
    return StorySourceName(
        slug=row.slug,
        name=in_both(row, "name"),
        phrase=in_both(row, "phrase"),
        kind=as_is(row.kind),
        url=row.url or None,
    )
