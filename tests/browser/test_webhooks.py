"""Webhooks at the desk in the browser: made by a person, with the secret copied, and readable by everybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import User, Webhook, WebhookDelivery, WebhookKind
from articles.webhooks import outbox
from tests import newsroom
from tests.articles.webhooks.conftest import webhook
from tests.browser import axe

LIST, LOG = "/admin/articles/webhook/", "/admin/articles/webhookdelivery/"


@pytest.fixture
def chief(transactional_db: None) -> User:
    newsroom.outlet()
    newsroom.role_groups()
    user = User.objects.create(username="chief", is_staff=True)
    user.groups.set(Group.objects.filter(name="chief_editor"))
    return user


@pytest.fixture
def failed(chief: User) -> WebhookDelivery:
    """A webhook that was told a story and has failed twice since."""
    since = timezone.now() - timedelta(hours=3)
    hook = webhook(name="Областной архив", failures=2, failing_since=since, succeeded_at=since)
    story = newsroom.story("Лёд на реке у слияния держится второй день")
    for _number in range(3):
        outbox.write_down([hook], story, WebhookKind.PUBLISHED, timezone.now())
    payload = {
        "id": "1",
        "kind": "article.published",
        "article": {"headline": story.headline, "id": story.pk},
    }
    WebhookDelivery.objects.update(
        attempts=2, last_status=500, last_error="status", last_detail="status 500", payload=payload
    )
    return WebhookDelivery.objects.latest("pk")


def test_axe_finds_nothing_and_nothing_overflows(
    chief: User, failed: WebhookDelivery, newcomer: Callable[..., Page], is_long: bool
) -> None:
    hook = failed.webhook
    own = [f"{LIST}{hook.pk}/change/", f"{LIST}{hook.pk}/secret/", f"{LOG}{failed.pk}/change/"]
    pages = [path for path in (LIST, f"{LIST}add/", LOG, *own) for _view in range(2)]
    axe.judge(newcomer(chief), pages, (360, 1280), in_all_views=is_long)


def test_it_is_made_and_its_secret_copied(chief: User, newcomer: Callable[..., Page]) -> None:
    page = newcomer(chief)
    page.goto(f"{LIST}add/")
    page.locator("#id_name").fill("Областной архив")
    page.locator("#id_url").fill("https://archive.example/hook")
    page.locator("[name=_save]").click()
    shown = page.locator("#secret")
    expect(shown).to_have_value(Webhook.objects.get().secret)
    assert axe.complaints(page) == []
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy=secret]").click()
    expect(page.locator("[data-copied]")).to_be_visible()


def test_it_is_sent_again_by_the_keyboard(
    chief: User, failed: WebhookDelivery, newcomer: Callable[..., Page]
) -> None:
    page = newcomer(chief)
    page.goto(f"{LOG}{failed.pk}/change/")
    page.locator(".object-tools button").focus()
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("waiting", 0)
