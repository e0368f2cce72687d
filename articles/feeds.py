"""RSS: the site, each rubric, topic and author, full text with its photo; and the corrections."""

import re
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.furniture import furniture
from articles.models import Article, Author, Correction, FormerRubricPath, Photo, Rubric, Topic
from articles.models.article_queryset import ArticleQuerySet
from articles.story_page import StoryPage, build, with_relations
from newsportal.lib.dates import day_and_time
from newsportal.lib.meta import absolute
from newsportal.lib.shown import Shown, shown
from newsportal.lib.text import legal

ITEMS = 30
# Addresses of our own in attributes, and the further ones of a srcset.
LOCAL_ADDRESS = re.compile(r'((?:href|src|srcset)="|\d+w, )(/[^/])')


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with <content:encoded> and <dc:creator>."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])
        if item["credit"]:
            handler.addQuickElement("media:credit", item["credit"], {"role": "photographer"})


class FeedOfRequest(Feed):  # type: ignore[type-arg]
    """Django keeps one instance of a feed for all requests; ours holds the request, so each gets its own."""

    shown = Shown(("articles", "outlet", "names"))

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.request = request
        return None

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        fresh = type(self)()
        fresh.request = request
        return super(FeedOfRequest, fresh).__call__(request, *args, **kwargs)

    def feed_url(self, obj: Any) -> str:
        return absolute(self.request.path)


class SiteFeed(FeedOfRequest):
    """The newest stories of the language of the address."""

    feed_type = FullTextFeed
    item_guid_is_permalink = True

    def stories(self, obj: Any) -> ArticleQuerySet:
        return Article.objects.published().in_language()

    def items(self, obj: Any) -> list[StoryPage]:
        newest = self.stories(obj).newest_first().values("pk")[:ITEMS]
        rows = with_relations(Article.objects.filter(pk__in=newest)).order_by("-published_at", "-pk")
        return [build(article) for article in rows]

    def title(self, obj: Any) -> str:
        return legal(furniture(self.request).outlet.name)

    def description(self, obj: Any) -> str:
        return furniture(self.request).outlet.tagline

    def link(self, obj: Any) -> str:
        return absolute(reverse("home"))

    def item_title(self, item: StoryPage) -> str:
        return legal(item.article.headline)

    def item_description(self, item: StoryPage) -> str:
        return legal(item.article.lead)

    def item_link(self, item: StoryPage) -> str:
        return absolute(item.article.url)

    def item_pubdate(self, item: StoryPage) -> datetime | None:
        return item.article.published_at

    def item_updateddate(self, item: StoryPage) -> datetime | None:
        return item.article.updated_at or item.article.published_at

    def item_categories(self, item: StoryPage) -> list[str]:
        return [
            legal(name) for name in (item.article.rubric.menu_name, *(topic["name"] for topic in item.topics))
        ]

    def item_enclosures(self, item: StoryPage) -> list[Enclosure]:
        photo = item.article.shown_photo
        return enclosures(photo) if photo else []

    def item_extra_kwargs(self, item: StoryPage) -> dict[str, Any]:
        photo = item.article.shown_photo
        return {
            # Names come from many hands: none of them may break the whole feed.
            "content": legal(full_text(item)),
            "creators": [legal(author["name"]) for author in item.authors],
            "credit": legal(photo.credit) if photo else "",
        }


def enclosures(photo: Photo) -> list[Enclosure]:
    """The JPEG that is shared, once it exists."""
    rendition = photo.best_for_sharing()
    if rendition is None:
        return []
    return [Enclosure(absolute(photo.url(rendition["width"], "jpg")), str(rendition["bytes"]), "image/jpeg")]


def full_text(item: StoryPage) -> str:
    """The body with absolute addresses, and the corrections, which travel with the story wherever it goes."""
    body = LOCAL_ADDRESS.sub(lambda match: match[1] + absolute(match[2]), item.body_html)
    notes = "".join(
        f"<p><strong>{note['kind_label']}, {day_and_time(note['published_at'])}.</strong> "
        f"{escape(note['text'])}</p>"
        for note in item.corrections
    )
    return notes + body


class SectionFeed(SiteFeed):
    """A part of the site that has a name and a page of its own."""

    def title(self, obj: Rubric | Topic | Author) -> str:
        name = obj.full_name if isinstance(obj, Rubric) else obj.name
        return f"{legal(name)} — {super().title(obj)}"

    def link(self, obj: Rubric | Topic | Author) -> str:
        return absolute(obj.url)


class RubricFeed(SectionFeed):
    """A rubric with all below it."""

    def get_object(self, request: HttpRequest, path: str) -> Rubric:
        rubric = furniture(request).tree.by_path.get(path)
        if rubric is None:
            raise Http404("no such rubric")
        return rubric

    def stories(self, obj: Rubric) -> ArticleQuerySet:
        return super().stories(obj).filter(rubric__in=furniture(self.request).tree.subtree_ids(obj))


@shown("articles", "outlet", "names", "rubrics")
def rubric_feed(request: HttpRequest, path: str) -> HttpResponse:
    """The feed of a moved rubric moves with it."""
    tree = furniture(request).tree
    if path not in tree.by_path:
        moved = FormerRubricPath.objects.filter(path=path).values_list("rubric_id", flat=True).first()
        if moved is not None:
            return HttpResponsePermanentRedirect(reverse("rubric_rss", args=[tree.by_id[moved].path]))
    response: HttpResponse = RubricFeed()(request, path=path)
    return response


class TopicFeed(SectionFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Topic:
        return Topic.objects.get(slug=slug)

    def stories(self, obj: Topic) -> ArticleQuerySet:
        return super().stories(obj).of("tagging", topic=obj)


class AuthorFeed(SectionFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Author:
        return Author.objects.get(slug=slug)

    def stories(self, obj: Author) -> ArticleQuerySet:
        return super().stories(obj).of("byline", author=obj)


class CorrectionsFeed(FeedOfRequest):
    """What was wrong in stories of the language of the address, and has been mended."""

    item_guid_is_permalink = False

    def items(self, obj: Any) -> list[Correction]:
        return list(Correction.objects.of_visible_stories().in_language().for_list()[:ITEMS])

    def title(self, obj: Any) -> str:
        return f"{_('Corrections')} — {legal(furniture(self.request).outlet.name)}"

    def description(self, obj: Any) -> str:
        return _("When something in a published story was wrong, we say so here and in the story itself.")

    def link(self, obj: Any) -> str:
        return absolute(reverse("corrections"))

    def item_title(self, item: Correction) -> str:
        return f"{item.get_kind_display()}: {legal(item.article.headline)}"

    def item_description(self, item: Correction) -> str:
        return legal(escape(item.text))

    def item_link(self, item: Correction) -> str:
        return absolute(item.article.url)

    def item_guid(self, item: Correction) -> str:
        return f"{absolute(reverse('corrections'))}#correction-{item.pk}"

    def item_pubdate(self, item: Correction) -> datetime | None:
        return item.published_at
