"""What the stories are filed under: rubrics, topics, authors, sources."""

from typing import Any

from django.shortcuts import get_object_or_404

from articles.api import people
from articles.api.rubrics import Rubrics, rubrics
from articles.models import Rubric
from newsportal.lib.rest.listing import by_slug
from newsportal.lib.rest.queries import Listed
from newsportal.lib.rest.reading import Keeping, ReadView

GROUP = "sections"


class RubricList(ReadView):
    """The whole tree of rubrics, in the order of the menu.

    The filter `rubric` of the list of stories takes a `path`; what stands below it is included.
    """

    operation = "rubrics_list"
    group = GROUP
    answer = Rubrics
    keeping = Keeping(fresh=300, stale=3600)
    shows = ("articles_rubric",)

    def read(self, asked: dict[str, Any], **path: Any) -> Rubrics:
        return rubrics(Rubric.objects.tree())


class TopicList(ReadView):
    """Topics that stories have, by their addresses."""

    operation = "topics_list"
    group = GROUP
    query = Listed
    answer = people.Topics
    shows = ("articles_topic", "articles")

    def read(self, asked: dict[str, Any], **path: Any) -> people.Topics:
        rows, links = by_slug(self.request, people.known_topics(), asked, "topics")
        return people.Topics(items=[people.topic(row) for row in rows], links=links)


class TopicBySlug(ReadView):
    """One topic; its stories are at `stories`."""

    operation = "topics_retrieve"
    group = GROUP
    answer = people.StoryTopic
    also = (404,)
    shows = ("articles_topic", "articles")

    def read(self, asked: dict[str, Any], **path: Any) -> people.StoryTopic:
        return people.topic(get_object_or_404(people.known_topics(), slug=path["slug"]))


class AuthorList(ReadView):
    """Persons and desks that sign stories, by their addresses."""

    operation = "authors_list"
    group = GROUP
    query = Listed
    answer = people.Authors
    shows = ("articles_author", "articles")
    # A portrait that is withdrawn is no change of the author.
    is_dated = False

    def read(self, asked: dict[str, Any], **path: Any) -> people.Authors:
        rows, links = by_slug(self.request, people.known_authors(), asked, "authors")
        return people.Authors(items=[people.author(row) for row in rows], links=links)


class AuthorBySlug(ReadView):
    """One author; the stories are at `stories`."""

    operation = "authors_retrieve"
    group = GROUP
    answer = people.StoryAuthor
    also = (404,)
    shows = ("articles_author", "articles")
    # A portrait that is withdrawn is no change of the author.
    is_dated = False

    def read(self, asked: dict[str, Any], **path: Any) -> people.StoryAuthor:
        return people.author(get_object_or_404(people.known_authors(), slug=path["slug"]))


class SourceList(ReadView):
    """Agencies, bodies and publications that stories refer to, by their short names."""

    operation = "sources_list"
    group = GROUP
    query = Listed
    answer = people.Sources
    shows = ("articles_source", "articles")

    def read(self, asked: dict[str, Any], **path: Any) -> people.Sources:
        rows, links = by_slug(self.request, people.known_sources(), asked, "sources")
        return people.Sources(items=[people.source(row) for row in rows], links=links)
