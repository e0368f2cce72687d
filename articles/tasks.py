"""Work of the newsroom that no page waits for. Every task may run twice."""

import logging
from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from articles import autosaving, ingest, scheduled_changes, tip_inbox
from articles.models import Article, IdempotentAnswer, Photo, Tip
from articles.models.idempotent_answer import KEPT_FOR as IDEMPOTENT_FOR
from articles.models.photo_rights import Preparation
from articles.push import stories as push_stories
from articles.webhooks import delivering

log = logging.getLogger(__name__)
WAITS_TOO_LONG = timedelta(minutes=15)
AT_ONCE = 300
"""Photos that the hourly look puts into the queue again; work of half an hour."""
AFTER_ALL_ELSE = -10
"""Of the queue: what somebody waits for comes first."""


@app.task(name="articles.render_photo")
def render_photo(photo_id: int) -> None:
    """Make the clean original and the sizes of a photo; one that was deleted meanwhile needs none."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is not None:
        ingest.prepare(photo)


@app.periodic(cron="7 * * * *")
@app.task(name="articles.render_forgotten", queueing_lock="articles.render_forgotten", pass_context=False)
def render_forgotten(timestamp: int) -> None:
    """Photos whose task was lost with its worker, or whose original is of before originals were cleaned."""
    since = timezone.now() - WAITS_TOO_LONG
    waiting = Photo.objects.filter(preparation=Preparation.WAITING, uploaded_at__lt=since)
    for photo in waiting.order_by("-pk").only("pk")[:AT_ONCE]:
        ingest.have_prepared(photo, priority=AFTER_ALL_ELSE)


@app.task(name="articles.apply_change")
def apply_change(article_id: int) -> None:
    """A change to a live story whose time has come; one that was moved or called off is not due."""
    scheduled_changes.apply_if_due(article_id)


@app.periodic(cron="* * * * *")
@app.task(name="articles.apply_due_changes", queueing_lock="articles.apply_due_changes", pass_context=False)
def apply_due_changes(timestamp: int) -> None:
    """What a worker that was away at its second has missed."""
    due = Article.objects.filter(scheduled_at__lte=timezone.now()).values_list("pk", flat=True)
    for article_id in list(due):
        try:
            scheduled_changes.apply_if_due(article_id)
        except Exception:
            # One that fails keeps no other from coming; it stays due, and is tried again.
            log.exception("story %s: the scheduled change failed", article_id)


@app.periodic(cron="17 * * * *")
@app.task(name="articles.forget_senders", queueing_lock="articles.forget_senders", pass_context=False)
def forget_senders(timestamp: int) -> None:
    """What limited the rate of tips is of no use an hour later, and tells nobody anything any more."""
    Tip.objects.exclude(sender="").filter(received_at__lt=timezone.now() - timedelta(hours=2)).update(
        sender=""
    )


@app.periodic(cron="41 3 * * *")
@app.task(name="articles.forget_autosaves", queueing_lock="articles.forget_autosaves", pass_context=False)
def forget_autosaves(timestamp: int) -> None:
    """Unsaved texts that have been saved since, or that nobody came back for."""
    autosaving.forget_old()


@app.periodic(cron="53 3 * * *")
@app.task(name="articles.forget_contacts", queueing_lock="articles.forget_contacts", pass_context=False)
def forget_contacts(timestamp: int) -> None:
    """Names and contacts of who sent tips, after as many days as the newsroom has set."""
    tip_inbox.forget_old(timezone.now())


@app.periodic(cron="29 * * * *")
@app.task(name="articles.forget_answers", queueing_lock="articles.forget_answers", pass_context=False)
def forget_answers(timestamp: int) -> None:
    """What programs were answered a day ago: they do not ask again."""
    IdempotentAnswer.objects.filter(at__lte=timezone.now() - IDEMPOTENT_FOR).delete()


@app.periodic(cron="* * * * *")
@app.task(name="articles.push_new_stories", queueing_lock="articles.push_new_stories", pass_context=False)
def push_new_stories(timestamp: int) -> None:
    """Each minute: the clock makes stories visible, with nobody there to say so."""
    if push_stories.is_on():
        push_stories.queue_new(timezone.now())


@app.task(name="articles.push_story")
def push_story(article_id: int, after: str) -> None:
    """Tell some readers of a story, and leave the rest to the next task."""
    if last := push_stories.tell(article_id, after):
        push_story.defer(article_id=article_id, after=last)


@app.task(name="articles.deliver_webhook")
def deliver_webhook(delivery_id: int) -> None:
    """One attempt. It plans the next one by itself: how long to wait depends on what came back."""
    delivering.attempt(delivery_id)


@app.periodic(cron="* * * * *")
@app.task(
    name="articles.deliver_overdue_webhooks",
    queueing_lock="articles.deliver_overdue_webhooks",
    pass_context=False,
)
def deliver_overdue_webhooks(timestamp: int) -> None:
    """Rows of the outbox whose job was lost with its worker."""
    delivering.queue_overdue()


@app.periodic(cron="11 4 * * *")
@app.task(
    name="articles.forget_webhook_deliveries",
    queueing_lock="articles.forget_webhook_deliveries",
    pass_context=False,
)
def forget_webhook_deliveries(timestamp: int) -> None:
    """A month of the log is kept."""
    delivering.forget_old()
