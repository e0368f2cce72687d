"""Webhooks at the desk: who sets them up, the secret that is shown once, the log, sending again."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.models import Article, Webhook, WebhookDelivery, WebhookKind
from articles.roles import Role
from articles.webhooks import outbox, words
from newsportal.lib.http import Failure
from tests.articles.admin.conftest import desk_of, member
from tests.articles.webhooks.conftest import published, told, webhook, work
from tests.misbehaving import MisbehavingServer, status

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/webhook/add/"
LOG = "/admin/articles/webhookdelivery/"
ALLOWED = {"chief_editor", "administrator"}


def facts(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Архив",
        "url": "https://archive.example/hook",
        "events": ["article.published", "article.withdrawn"],
        "is_active": "on",
    } | changes


def page(hook: Webhook, name: str = "change") -> str:
    return f"/admin/articles/webhook/{hook.pk}/{name}/"


@pytest.fixture
def desk(db: None) -> Client:
    return desk_of(member(roles=("chief_editor",)))


@pytest.mark.parametrize("role", [*Role.values, None])
def test_who_may_do_what(role: str | None, story: Article) -> None:
    hook = webhook()
    published(story)
    delivery = WebhookDelivery.objects.get()
    client = desk_of(member(roles=(role,) if role else ()))
    answers = {
        "list": client.get("/admin/articles/webhook/").status_code,
        "form": client.get(page(hook)).status_code,
        "log": client.get(LOG).status_code,
        "delivery": client.get(f"{LOG}{delivery.pk}/change/").status_code,
        "secret asked": client.get(page(hook, "secret")).status_code,
        "secret": client.post(page(hook, "secret")).status_code,
        "made": client.post(ADD, facts()).status_code,
        "changed": client.post(page(hook), facts(name="Другой")).status_code,
        "test": client.post(page(hook, "test")).status_code,
        "again": client.post(f"{LOG}{delivery.pk}/again/").status_code,
        "deleted while on": client.post(page(hook, "delete"), {"post": "yes"}).status_code,
    }
    Webhook.objects.update(is_active=False)
    answers |= {
        "deleted": client.post(page(hook, "delete"), {"post": "yes"}).status_code,
    }
    shown = {"list", "form", "log", "delivery", "secret asked", "secret", "made"}
    expected = {name: 200 if name in shown else 302 for name in answers} | {"deleted while on": 403}
    assert answers == (expected if role in ALLOWED else dict.fromkeys(answers, 403))
    assert Webhook.objects.filter(pk=hook.pk).exists() is (role not in ALLOWED)


def test_signed_out_nobody_sees_anything(client: Client) -> None:
    hook = webhook()
    for address in (ADD, LOG, page(hook), page(hook, "secret")):
        assert client.get(address).status_code == 302
        assert hook.secret not in client.get(address).content.decode()
    assert client.post(page(hook, "test")).status_code == 302
    assert WebhookDelivery.objects.count() == 0


def test_the_secret_is_shown_once(desk: Client) -> None:
    answer = desk.post(ADD, facts())
    hook = Webhook.objects.get()
    assert hook.secret.startswith("whsec_")
    assert hook.secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert (hook.created_by.groups.get().name, hook.events) == (
        "chief_editor",
        ["article.published", "article.withdrawn"],
    )
    for address in (page(hook), page(hook, "history"), page(hook, "secret"), "/admin/articles/webhook/"):
        assert hook.secret not in desk.get(address).content.decode(), address
    assert not LogEntry.objects.filter(change_message__contains=hook.secret).exists()


def test_a_form_that_is_sent_twice_makes_one(desk: Client) -> None:
    desk.post(ADD, facts())
    answer = desk.post(ADD, facts())
    assert answer.context["adminform"].form.errors.keys() == {"name"}
    assert Webhook.objects.count() == 1


def test_another_secret(desk: Client) -> None:
    hook = webhook()
    former = hook.secret
    asked = desk.get(page(hook, "secret"))
    hook.refresh_from_db()
    assert (asked.status_code, hook.secret) == (200, former)
    answer = desk.post(page(hook, "secret"))
    hook.refresh_from_db()
    assert hook.secret != former
    assert hook.former_secret == former
    assert hook.secret in answer.content.decode()
    assert former not in answer.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "http://archive.example/hook",
        "https://user:secret@archive.example/",
        "https://archive.example/#part",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/",
        "https://localhost/",
        "https://db.internal/",
        "https://archive.example:99999/",
        "ftp://archive.example/",
        "javascript:alert(1)",
        "https://архив\x00.example/",
        "9" * 600,
        "",
    ],
)
def test_an_address_that_will_not_do_is_refused_and_nothing_typed_is_lost(desk: Client, url: str) -> None:
    answer = desk.post(ADD, facts(url=url))
    assert answer.status_code == 200
    assert "url" in answer.context["adminform"].form.errors
    assert 'value="Архив"' in answer.content.decode()
    assert Webhook.objects.count() == 0


def test_a_host_of_the_operators_setting_is_let_in(desk: Client, settings: Any) -> None:
    settings.WEBHOOK_LOCAL_HOSTS = ["127.0.0.1"]
    desk.post(ADD, facts(url="http://127.0.0.1:8080/hook"))
    assert Webhook.objects.get().url == "http://127.0.0.1:8080/hook"


@pytest.mark.parametrize("events", [[], ["test"], ["article.deleted"], ["article.published", "\x00"]])
def test_what_is_told_is_chosen_from_four(desk: Client, events: list[str]) -> None:
    answer = desk.post(ADD, facts(events=events))
    assert "events" in answer.context["adminform"].form.errors
    assert Webhook.objects.count() == 0


def test_switched_on_again_it_begins_anew(
    desk: Client, story: Article, django_capture_on_commit_callbacks: Any
) -> None:
    hook = webhook(is_active=False, disabled="gone", failures=7, failing_since=timezone.now())
    published(story, at=timezone.now() + timedelta(hours=1))
    assert WebhookDelivery.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(page(hook), facts(name=hook.name))
    hook.refresh_from_db()
    assert (hook.is_active, hook.disabled, hook.failures, hook.failing_since) == (True, "", 0, None)
    # What lies ahead is told to it too.
    assert WebhookDelivery.objects.get().kind == "article.published"


def test_a_test_goes_out_and_stands_in_the_log(
    desk: Client, hook: Webhook, receiver: MisbehavingServer
) -> None:
    answer = desk.post(page(hook, "test"), follow=True)
    assert answer.redirect_chain == [(f"{LOG}?webhook__id__exact={hook.pk}", 302)]
    assert [message["kind"] for message in told(receiver)] == ["test"]
    assert desk.get(page(hook, "test")).status_code == 405


def test_switched_off_it_takes_no_test(desk: Client) -> None:
    hook = webhook(is_active=False)
    desk.post(page(hook, "test"))
    assert WebhookDelivery.objects.count() == 0


def test_what_failed_is_read_in_words_and_sent_again(
    desk: Client, hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    receiver.play("*", status(500))
    published(story)
    work()
    delivery = WebhookDelivery.objects.get()
    with translation.override("ru"):
        sentence = str(words.SENTENCES[Failure.STATUS])
    shown = desk.get(f"{LOG}{delivery.pk}/change/").content.decode()
    assert sentence in shown
    assert str(delivery.event_id) in shown
    receiver.play("*", status(200))
    answer = desk.post(f"{LOG}{delivery.pk}/again/")
    assert answer.status_code == 302
    work()
    delivery.refresh_from_db()
    assert delivery.state == "delivered"
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 1
    assert desk.get(f"{LOG}{delivery.pk}/again/").status_code == 405


def test_the_log_is_filtered_and_not_written(desk: Client, story: Article) -> None:
    first, second = webhook(), webhook()
    published(story)
    WebhookDelivery.objects.filter(webhook=second).update(state="given_up", next_attempt_at=None)
    for query, count in {
        "": 2,
        f"?webhook__id__exact={first.pk}": 1,
        "?state__exact=given_up": 1,
        "?kind__exact=article.withdrawn": 0,
    }.items():
        assert len(desk.get(LOG + query).context["cl"].result_list) == count, query
    assert desk.get(f"{LOG}add/").status_code == 403
    delivery = WebhookDelivery.objects.filter(webhook=first).get()
    assert desk.post(f"{LOG}{delivery.pk}/change/", {"state": "delivered"}).status_code == 403
    assert desk.post(f"{LOG}{delivery.pk}/delete/", {"post": "yes"}).status_code == 403


def test_deleted_it_takes_its_log_along(desk: Client, story: Article) -> None:
    hook = webhook()
    published(story)
    Webhook.objects.update(is_active=False)
    desk.post(page(hook, "delete"), {"post": "yes"})
    assert (Webhook.objects.count(), WebhookDelivery.objects.count()) == (0, 0)


def test_pages_have_nothing_inline(desk: Client, story: Article) -> None:
    hook = webhook()
    published(story)
    delivery = WebhookDelivery.objects.get()
    for address in (ADD, page(hook), page(hook, "secret"), LOG, f"{LOG}{delivery.pk}/change/"):
        shown = desk.get(address).content.decode()
        assert " style=" not in shown, address
        assert " onclick=" not in shown, address


def test_the_log_asks_as_often_for_thirty_rows_as_for_three(desk: Client, story: Article) -> None:
    hook = webhook()
    row = published(story)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk.get(LOG)
        return len(caught)

    for _number in range(2):
        outbox.write_down([hook], row, WebhookKind.UPDATED, timezone.now())
    queries()
    few = queries()
    for _number in range(27):
        outbox.write_down([hook], row, WebhookKind.UPDATED, timezone.now())
    assert WebhookDelivery.objects.count() == 30
    assert queries() == few
