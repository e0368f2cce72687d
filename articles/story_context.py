"""What `articles/article_detail.html` is given, for readers and for previews alike."""

from typing import Any

from django.utils import timezone

from articles.furniture import Furniture
from articles.models import Article
from articles.models.photo import PhotoAddress
from articles.neighbours import neighbours
from articles.story_page import build
from newsportal.lib.addresses import in_language, other_language


def story_context(article: Article, around: Furniture, address: PhotoAddress | None = None) -> dict[str, Any]:
    """All but `meta`: what the page says to search engines is not the same for a draft."""
    page = build(article, address)
    # A draft that nobody has put anywhere yet has no trail.
    trail = around.trail(article.rubric) if article.rubric_id else []
    around_it = neighbours(article, around.tree, trail)
    alternates = {item["language"]: item["url"] for item in page.translations}
    return {
        "article": article,
        "page": page,
        "trail": trail,
        "next_article": around_it.following,
        "related": around_it.related,
        # The day decides how their dates are written.
        "today": timezone.localdate(),
        # Without a counterpart the switch leads to the front page of the other language.
        "alternate_url": next(iter(alternates.values()), in_language("/", other_language(article.language))),
    }
