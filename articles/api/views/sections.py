"""What the stories are filed under: rubrics, topics, authors, sources."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from articles.api import people
from articles.api.rubrics import Rubrics, rubrics
from articles.models import Rubric
from newsportal.lib.rest.listing import by_slug
from newsportal.lib.rest.queries import Listed
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Shape

GROUP = "sections"


class RubricList(ReadView):
    """The whole tree of rubrics, in the order of the menu.

    The filter `rubric` of the list of stories takes a `path`; what stands below it is included.
    """

    operation = "rubrics_list"
    group = GROUP
    answer = Rubrics
    fresh_seconds = 300
    shows = ("articles_rubric",)

    def read(self, asked: dict[str, Any], **path: Any) -> Rubrics:
        return rubrics(Rubric.objects.tree())


class KnownList(ReadView):
    """What stories that readers see refer to, by its addresses."""

    group = GROUP
    query = Listed
    # The rows, what each is shown as, and whose cursors are taken.
    known: ClassVar[Callable[[], QuerySet[Any]]]
    shown: ClassVar[Callable[[Any], Shape]]
    kind: ClassVar[str]

    def read(self, asked: dict[str, Any], **path: Any) -> Shape:
        rows, links = by_slug(self.request, type(self).known(), asked, self.kind)
        return self.answer(items=[type(self).shown(row) for row in rows], links=links)


class KnownOne(ReadView):
    """One of them."""

    group = GROUP
    also = (404,)
    known: ClassVar[Callable[[], QuerySet[Any]]]
    shown: ClassVar[Callable[[Any], Shape]]

    def read(self, asked: dict[str, Any], **path: Any) -> Shape:
        return type(self).shown(get_object_or_404(type(self).known(), slug=path["slug"]))


class TopicList(KnownList):
    """Topics that stories have, by their addresses."""

    operation = "topics_list"
    answer = people.Topics
    shows = ("articles_topic", "articles")
    known, shown, kind = people.known_topics, people.topic, "topics"


class TopicBySlug(KnownOne):
    """One topic; its stories are at `stories`."""

    operation = "topics_retrieve"
    answer = people.StoryTopic
    shows = ("articles_topic", "articles")
    known, shown = people.known_topics, people.topic


class AuthorList(KnownList):
    """Persons and desks that sign stories, by their addresses."""

    operation = "authors_list"
    answer = people.Authors
    shows = ("articles_author", "articles")
    # A portrait that is withdrawn is no change of the author.
    is_dated = False
    known, shown, kind = people.known_authors, people.author, "authors"


class AuthorBySlug(KnownOne):
    """One author; the stories are at `stories`."""

    operation = "authors_retrieve"
    answer = people.StoryAuthor
    shows = ("articles_author", "articles")
    # A portrait that is withdrawn is no change of the author.
    is_dated = False
    known, shown = people.known_authors, people.author


class SourceList(KnownList):
    """Agencies, bodies and publications that stories refer to, by their short names."""

    operation = "sources_list"
    answer = people.Sources
    shows = ("articles_source", "articles")
    known, shown, kind = people.known_sources, people.source, "sources"
