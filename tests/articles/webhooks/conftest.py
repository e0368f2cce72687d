import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from articles import content, publishing, revisions
from articles.models import Article, Rubric, User, Webhook, WebhookDelivery
from articles.models.webhook import KINDS
from articles.tasks import deliver_webhook
from articles.webhooks import delivering, signing
from tests import newsroom
from tests.articles.admin.conftest import draft
from tests.misbehaving import MisbehavingServer, good, misbehaving_server


@pytest.fixture
def receiver(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MisbehavingServer]:
    """A real server of this machine, which the operator's setting lets in; it takes whatever comes."""
    settings.WEBHOOK_LOCAL_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(delivering, "DEADLINE", 1.0)
    with misbehaving_server() as server:
        server.play("*", good(b"ok", "text/plain"))
        yield server


@pytest.fixture
def hook(receiver: MisbehavingServer, db: None) -> Webhook:
    return webhook(receiver.url + "/hook")


@pytest.fixture
def section(db: None) -> Rubric:
    newsroom.outlet()
    return newsroom.rubric("nature")


@pytest.fixture
def story(section: Rubric) -> Article:
    """Nobody has seen it yet."""
    return draft(section)


def webhook(url: str = "https://hooks.example/", **fields: Any) -> Webhook:
    maker = User.objects.filter(username="maker").first() or User.objects.create(username="maker")
    values = {
        "name": f"Приёмник {Webhook.objects.count()}",
        "events": [kind.value for kind in KINDS],
        "secret": signing.new_secret(),
        "created_by": maker,
    }
    return Webhook.objects.create(url=url, **values | fields)


def published(story: Article, **options: Any) -> Article:
    row = Article.objects.get(pk=story.pk)
    publishing.publish(row, row.revisions.order_by("-number")[0], **options)
    return Article.objects.get(pk=story.pk)


def rewritten(story: Article, **fields: Any) -> Article:
    """One more revision; nobody sees it yet."""
    newer = content.of_revision(story.revisions.order_by("-number")[0]) | fields
    revisions.save_revision(Article.objects.get(pk=story.pk), newer, by=None)  # type: ignore[arg-type]
    return Article.objects.get(pk=story.pk)


def work() -> None:
    """What the worker does at this moment."""
    due = WebhookDelivery.objects.filter(state="waiting", next_attempt_at__lte=timezone.now())
    for number in due.order_by("pk").values_list("pk", flat=True):
        deliver_webhook(delivery_id=number)


def told(receiver: MisbehavingServer) -> list[dict[str, Any]]:
    """What has arrived, in its order."""
    work()
    return [json.loads(request.body) for request in receiver.requests]


def kinds(receiver: MisbehavingServer) -> list[str]:
    return [message["kind"] for message in told(receiver)]


def waiting() -> list[tuple[str, Any]]:
    rows = WebhookDelivery.objects.filter(state="waiting").order_by("pk")
    return [(row.kind, row.next_attempt_at) for row in rows]
