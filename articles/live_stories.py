"""One story as readers have it at this moment."""

from datetime import datetime

from django.db.models import DateTimeField

from articles.models import Article
from articles.next_story import with_next
from articles.scheduled_changes import apply_if_due
from articles.story_page import with_relations
from newsportal.lib.asked import Asked
from newsportal.lib.prepared import Prepared

NOW = Asked("now", DateTimeField())
_readable = Prepared(
    lambda: with_relations(with_next(Article.objects.published(NOW), NOW), NOW).filter(pk=Asked("pk"))
)


def live_story(pk: int, now: datetime) -> Article | None:
    """With all that its page shows; None where readers may see none."""
    article = _readable.first(pk=pk, now=now)
    if article is not None and article.scheduled_at is not None and article.scheduled_at <= now:
        # The worker has not come to it yet: whoever finds a change due brings it.
        apply_if_due(pk, now)
        article = _readable.first(pk=pk, now=now)
    return article


def reason_of_withdrawal(pk: int) -> tuple[str, str] | None:
    """The reason and the language of a story that readers once saw; None for a draft and for no story."""
    story = Article.objects.withdrawn().filter(pk=pk).values_list("withdrawal_reason", "language").first()
    return None if story is None else (story[0], story[1])
