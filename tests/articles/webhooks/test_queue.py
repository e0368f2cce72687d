"""The real queue: its own worker finds the job, and tells."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from articles.models import Webhook, WebhookDelivery
from tests import newsroom
from tests.articles.admin.conftest import draft
from tests.articles.webhooks.conftest import published, webhook
from tests.misbehaving import MisbehavingServer, good, status


@pytest.mark.django_db(transaction=True)
def test_the_worker_tells_what_was_published(receiver: MisbehavingServer) -> None:
    newsroom.outlet()
    webhook(receiver.url)
    receiver.play("*", status(500), good(b""))
    published(draft(newsroom.rubric("nature")))
    run_what_is_due()
    failed = WebhookDelivery.objects.get()
    assert (failed.state, failed.attempts) == ("waiting", 1)
    # Its next attempt lies ahead, and so does its job.
    run_what_is_due()
    assert len(receiver.requests) == 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        cursor.execute("UPDATE articles_webhookdelivery SET next_attempt_at = now()")
    run_what_is_due()
    assert WebhookDelivery.objects.get().state == "delivered"
    assert Webhook.objects.get().failures == 0


def run_what_is_due() -> None:
    """In a thread: that of the tests may hold the loop of a browser."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_run_what_is_due).result()


def _run_what_is_due() -> None:
    worker = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    try:
        with app.replace_connector(worker) as running:
            running.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    finally:
        connection.close()
