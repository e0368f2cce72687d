"""A story where it is not a page: in feeds, in messengers, in search results."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from articles.feeds import SiteFeed
from articles.story_page import StoryPage


def looks_of(page: StoryPage) -> dict[str, Any]:
    """What `articles/story_looks.html` shows beside `meta`; the feed says itself what stands in it."""
    feed = SiteFeed()
    article = page.article
    return {
        "host": urlsplit(settings.PUBLIC_URL).netloc,
        "feed_item": {
            "title": feed.item_title(page),
            "description": feed.item_description(page),
            "published": feed.item_pubdate(page),
            "categories": feed.item_categories(page) if article.rubric_id else [],
            "picture": article.shown_photo and article.shown_photo.best_for_sharing(),
            **feed.item_extra_kwargs(page),
        },
    }
