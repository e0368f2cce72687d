"""Stories: the list, one by its id or its address, what to read after it."""

import re
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers

from articles.api import cards, filters, newest_first
from articles.api.shapes import ArticlePage, NextStory, RelatedStories, Story
from articles.api.stories import story
from articles.furniture import tree_with
from articles.live_stories import live_story, reason_of_withdrawal
from articles.models import Article
from articles.neighbours import Neighbours, neighbours
from articles.next_story import following
from newsportal.lib.rest.listing import cut
from newsportal.lib.rest.queries import Query
from newsportal.lib.rest.reading import ReadView, gone
from newsportal.lib.rest.sparse import FieldsField

GROUP = "articles"
STORY_IN_ADDRESS = re.compile(r"(?:^|/)([1-9]\d{0,17})(?:-[^/]*)?(?:\.html)?/?$")


class Articles(ReadView):
    """Published stories, newest first.

    Follow `links.next` as it is: while news flows in, nothing is skipped and nothing comes twice.
    """

    operation = "articles_list"
    group = GROUP
    query = filters.StoriesQuery
    answer = ArticlePage
    shows = ("articles",)

    def read(self, asked: dict[str, Any], **path: Any) -> ArticlePage:
        stories = filters.newest(asked, asked.get("cursor"), asked["limit"] + 1)
        found = list(cards.with_cards(stories))
        links = cut(self.request, found, asked["limit"], partial(newest_first.cursor_of, filters.KIND))
        return ArticlePage(items=[cards.card(row) for row in found], links=links)


class StoryQuery(Query):
    """`fields` leaves out one of the two forms of the text."""

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"fields": FieldsField(Story)}


class OneStory(ReadView):
    """What the resources about one story share."""

    group = GROUP
    also = (404, 410)
    # An agency signs thousands of stories: its own row is told apart from theirs.
    shows = ("articles", "articles_source")

    def found(self, pk: int) -> Article:
        """Raises Http404, for a draft as for a story that never was, and Gone for a withdrawn one."""
        article = live_story(pk, timezone.now())
        if article is None:
            withdrawn = reason_of_withdrawal(pk)
            if withdrawn is None:
                raise Http404
            raise gone(withdrawn[0])
        return article

    def tags(self) -> list[str]:
        return [f"articles_article:{self.kwargs['pk']}"] if "pk" in self.kwargs else ["articles"]

    def around(self, article: Article) -> Neighbours:
        tree = tree_with(article.rubric_id)
        return neighbours(article, tree, tree.trail(article.rubric))

    def following(self, article: Article) -> Article | None:
        tree = tree_with(article.rubric_id)
        return following(article, tree, tree.trail(article.rubric))


class ArticleById(OneStory):
    """A whole story: its text as HTML and as blocks, with everything it refers to."""

    operation = "articles_retrieve"
    query = StoryQuery
    answer = Story

    def read(self, asked: dict[str, Any], **path: Any) -> Story:
        return self.whole(path["pk"])

    def whole(self, pk: int) -> Story:
        article = self.found(pk)
        after = self.following(article)
        return story(article, None if after is None else after.pk)


class AddressQuery(StoryQuery):
    url = serializers.CharField(
        max_length=1000, help_text="The address of a story's page, whole or its path; former ones too."
    )


class ArticleByAddress(ArticleById):
    """The story of a page: for links that an app is asked to open."""

    operation = "articles_by_address"
    query = AddressQuery

    def read(self, asked: dict[str, Any], **path: Any) -> Story:
        try:
            address = urlsplit(asked["url"]).path
        except ValueError:
            raise Http404 from None
        found = STORY_IN_ADDRESS.search(address)
        if found is None:
            raise Http404
        return self.whole(int(found[1]))


class OthersBesideOne(OneStory):
    """What stands beside the story on its page is here what the answer is about."""

    def tags(self) -> list[str]:
        return [*super().tags(), "articles"]


class RelatedArticles(OthersBesideOne):
    """«Read also», best first."""

    operation = "articles_related"
    answer = RelatedStories

    def read(self, asked: dict[str, Any], **path: Any) -> RelatedStories:
        related = self.around(self.found(path["pk"])).related
        return RelatedStories(items=cards.in_order(row.pk for row in related))


class NextArticle(OthersBesideOne):
    """The story that a reader goes on to: the next older one of the rubric, then of those above it."""

    operation = "articles_next"
    answer = NextStory

    def read(self, asked: dict[str, Any], **path: Any) -> NextStory:
        after = self.following(self.found(path["pk"]))
        if after is None:
            return NextStory(item=None)
        found = cards.with_cards(Article.objects.published().filter(pk=after.pk)).first()
        return NextStory(item=None if found is None else cards.card(found))
