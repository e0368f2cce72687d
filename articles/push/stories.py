"""New stories, as the clock lets readers see them, told once to everybody whom they concern."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from articles.models import Article, PushedStory, PushSubscription
from articles.push import sending
from articles.push.sending import Outcome
from articles.push.subscriptions import listeners

# A worker that was away longer does not wake readers up for what is old by then.
IS_NEW_FOR = timedelta(hours=1)
AT_ONCE = 200
SIDE_BY_SIDE = 8


def is_on() -> bool:
    return bool(settings.VAPID_PRIVATE_KEY)


def queue_new(now: datetime) -> list[int]:
    """Put the stories that have become visible into the queue; no matter what made them so."""
    from articles.tasks import push_story

    since = now - IS_NEW_FOR
    told = PushedStory.objects.filter(article=OuterRef("pk"))
    new = Article.objects.published(now).filter(
        ~Exists(told), Q(published_at__gt=since) | Q(embargo_until__gt=since)
    )
    queued = []
    for pk in list(new.order_by("published_at").values_list("pk", flat=True)):
        with transaction.atomic():
            _row, is_ours = PushedStory.objects.get_or_create(article_id=pk)
            if is_ours:
                push_story.defer(article_id=pk, after="")
                queued.append(pk)
    return queued


def tell(article_id: int, after: str) -> str:
    """Send to the next of those whom it concerns; returns the last of them, or nothing at the end."""
    article = Article.objects.published().select_related("rubric").filter(pk=article_id).first()
    if article is None:
        # Taken from readers meanwhile.
        return ""
    rows = listeners(article).order_by("pk")
    if after:
        rows = rows.filter(pk__gt=uuid.UUID(after))
    batch = list(rows[:AT_ONCE])
    body, topic = sending.message(article), f"story-{article.pk}"
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        outcomes = list(pool.map(lambda row: sending.send(row, body, topic=topic), batch))
    gone = [row.pk for row, outcome in zip(batch, outcomes, strict=True) if outcome == Outcome.GONE]
    PushSubscription.objects.filter(pk__in=gone).delete()
    return str(batch[-1].pk) if len(batch) == AT_ONCE else ""
