"""What is sent, and what follows from the answers of a receiver that behaves badly."""

import base64
import hashlib
import hmac
import itertools
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, Webhook, WebhookDelivery, WebhookKind
from articles.tasks import deliver_overdue_webhooks, deliver_webhook, forget_webhook_deliveries
from articles.webhooks import delivering, outbox, signing, words
from newsportal.lib import http
from tests import misbehaving
from tests.articles.webhooks.conftest import published, told, webhook, work
from tests.misbehaving import MisbehavingServer, Request, good, refusing_address, status
from tests.project_files import ROOT

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def waits(hook: Webhook, story: Article) -> WebhookDelivery:
    """One message that is due."""
    published(story)
    return WebhookDelivery.objects.get()


def tried(delivery: WebhookDelivery) -> WebhookDelivery:
    deliver_webhook(delivery_id=delivery.pk)
    return WebhookDelivery.objects.get(pk=delivery.pk)


def is_signed(request: Request, secret: str) -> bool:
    signed = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed + request.body, hashlib.sha256).digest()).decode()
    return any(
        hmac.compare_digest(f"v1,{expected}", given)
        for given in request.headers["webhook-signature"].split(" ")
    )


def test_the_signature_is_that_of_the_standard() -> None:
    """The example that implementations of Standard Webhooks share."""
    headers = signing.headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert headers == {
        "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "Webhook-Timestamp": "1614265330",
        "Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_receiver_makes_sure_that_it_is_ours(
    waits: WebhookDelivery, hook: Webhook, receiver: MisbehavingServer
) -> None:
    done = tried(waits)
    [request] = receiver.requests
    assert request.method == "POST"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["webhook-id"] == str(waits.event_id)
    assert abs(int(request.headers["webhook-timestamp"]) - timezone.now().timestamp()) < 5
    assert is_signed(request, hook.secret)
    assert not is_signed(request, signing.new_secret())
    assert (done.state, done.attempts, done.last_status, done.last_error) == ("delivered", 1, 200, "")
    hook.refresh_from_db()
    assert hook.succeeded_at is not None
    assert hook.failures == 0


def test_the_sample_of_the_documents_knows_ours_from_others(
    waits: WebhookDelivery, hook: Webhook, receiver: MisbehavingServer
) -> None:
    [sample] = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/api/webhooks.md").read_text(), re.M | re.S)
    defined: dict[str, Any] = {}
    exec(sample, defined)  # noqa: S102 - our own document
    is_ours = defined["is_ours"]
    tried(waits)
    [request] = receiver.requests
    assert is_ours(request.headers, request.body, hook.secret)
    assert not is_ours(request.headers, request.body + b" ", hook.secret)
    assert not is_ours(request.headers, request.body, signing.new_secret())
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert not is_ours(request.headers, request.body, hook.secret)


def test_a_new_secret_leaves_a_day_to_learn_it(
    waits: WebhookDelivery, hook: Webhook, receiver: MisbehavingServer
) -> None:
    former = hook.secret
    signing.renew(hook, timezone.now())
    tried(waits)
    outbox.send_again(waits)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        tried(waits)
    during, after = receiver.requests
    assert hook.secret != former
    assert (is_signed(during, former), is_signed(during, hook.secret)) == (True, True)
    assert (is_signed(after, former), is_signed(after, hook.secret)) == (False, True)


def test_after_an_error_it_is_tried_again_with_the_same_number(
    waits: WebhookDelivery, hook: Webhook, receiver: MisbehavingServer
) -> None:
    receiver.play("*", status(500), good(b""))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        failed = tried(waits)
        assert (failed.state, failed.attempts, failed.last_status) == ("waiting", 1, 500)
        assert words.why(failed) == str(words.SENTENCES[http.Failure.STATUS])
        assert failed.next_attempt_at is not None
        pause = (failed.next_attempt_at - timezone.now()).total_seconds()
        assert 10 <= pause <= 12
        job = ProcrastinateJob.objects.filter(task_name="articles.deliver_webhook").latest("pk")
        assert (job.scheduled_at, job.args) == (failed.next_attempt_at, {"delivery_id": waits.pk})
        hook.refresh_from_db()
        assert (hook.failures, hook.failing_since is None) == (1, False)
        # Not before its time.
        assert tried(waits).attempts == 1
        clock.shift(12)
        assert tried(waits).state == "delivered"
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 1
    hook.refresh_from_db()
    assert (hook.failures, hook.failing_since) == (0, None)


def test_the_pauses_grow_to_a_day_and_then_it_is_given_up(
    waits: WebhookDelivery, receiver: MisbehavingServer
) -> None:
    receiver.play("*", status(500))
    pauses = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in itertools.count():
            row = tried(waits)
            if row.next_attempt_at is None:
                break
            pauses.append((row.next_attempt_at - timezone.now()).total_seconds())
            clock.move_to(row.next_attempt_at)
    usual = [10, 60, 300, 1800, 7200, 28_800, 86_400]
    assert [least <= pause <= least * 1.2 for pause, least in zip(pauses, usual, strict=True)] == [True] * 7
    assert (row.state, row.attempts, len(receiver.requests)) == ("given_up", 8, 8)


@pytest.mark.parametrize(("asked", "pause"), [("3600", 3600), ("1", 10), ("9999999", 86_400), ("soon", 10)])
def test_a_receiver_may_ask_for_more_time_but_not_for_ever(
    waits: WebhookDelivery, receiver: MisbehavingServer, asked: str, pause: int
) -> None:
    receiver.play("*", status(429, Retry_After=asked))
    with time_machine.travel(timezone.now(), tick=False):
        row = tried(waits)
        assert row.next_attempt_at is not None
        assert pause <= (row.next_attempt_at - timezone.now()).total_seconds() <= pause * 1.2


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("hang", "timeout"),
        ("slow headers", "timeout"),
        ("reset", "reset"),
        ("endless headers", "broken"),
        ("redirect to another host", "redirected"),
        ("503 with Retry-After", "unavailable"),
        ("404", "not_found"),
        ("garbage for a head", "broken"),
    ],
)
def test_however_it_misbehaves_the_message_waits(
    waits: WebhookDelivery, receiver: MisbehavingServer, name: str, failure: str
) -> None:
    receiver.play("*", misbehaving.on_every_path(b"", misbehaving.JSON)[name])
    row = tried(waits)
    assert (row.state, row.last_error) == ("waiting", failure)
    assert len(receiver.requests) == 1
    assert failure in words.SENTENCES


@pytest.mark.parametrize("name", ["100 MB", "slow body", "gzip bomb"])
def test_a_huge_answer_is_not_read(waits: WebhookDelivery, receiver: MisbehavingServer, name: str) -> None:
    receiver.play("*", misbehaving.on_every_path(b"x", misbehaving.JSON)[name])
    assert tried(waits).state == "delivered"
    assert receiver.is_let_go()


def test_nobody_there(waits: WebhookDelivery, hook: Webhook) -> None:
    with refusing_address() as address:
        Webhook.objects.update(url=address)
        assert tried(waits).last_error == "refused"


def test_a_private_address_is_refused_when_it_is_sent(
    waits: WebhookDelivery, receiver: MisbehavingServer, settings: Any
) -> None:
    settings.WEBHOOK_LOCAL_HOSTS = []
    Webhook.objects.update(url=f"https://localhost:{receiver.port}/")
    row = tried(waits)
    assert (row.state, row.last_error) == ("waiting", "forbidden_address")
    assert receiver.requests == []


def test_gone_for_good_switches_the_webhook_off(
    waits: WebhookDelivery, hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    receiver.play("*", status(410))
    assert tried(waits).state == "given_up"
    hook.refresh_from_db()
    assert (hook.is_active, hook.disabled) == (False, "gone")
    published(Article.objects.get())
    assert told(receiver) == [waits_payload(waits)]


def waits_payload(waits: WebhookDelivery) -> Any:
    return WebhookDelivery.objects.get(pk=waits.pk).payload


def test_days_of_failures_switch_it_off(
    waits: WebhookDelivery, hook: Webhook, receiver: MisbehavingServer
) -> None:
    receiver.play("*", status(500))
    tried(waits)
    outbox.send_again(waits)
    with time_machine.travel(timezone.now() + timedelta(days=4, hours=23)):
        assert tried(waits).state == "waiting"
    hook.refresh_from_db()
    assert hook.is_active
    with time_machine.travel(timezone.now() + timedelta(days=5, minutes=1)):
        outbox.send_again(waits)
        assert tried(waits).state == "given_up"
    hook.refresh_from_db()
    assert (hook.is_active, hook.disabled) == (False, "failing")


def test_what_waits_for_a_webhook_that_was_switched_off_is_given_up(
    waits: WebhookDelivery, receiver: MisbehavingServer
) -> None:
    Webhook.objects.update(is_active=False)
    row = tried(waits)
    assert (row.state, row.last_error) == ("given_up", "disabled")
    assert receiver.requests == []


def test_a_worker_that_dies_while_it_sends_loses_nothing(
    waits: WebhookDelivery, receiver: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message may arrive twice, with the same number; never not at all."""
    sent = http.post

    def killed(*args: Any, **options: Any) -> int:
        sent(*args, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(http, "post", killed)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with pytest.raises(KeyboardInterrupt):
            tried(waits)
        monkeypatch.setattr(http, "post", sent)
        ProcrastinateJob.objects.filter(task_name="articles.deliver_webhook")._raw_delete("default")
        assert WebhookDelivery.objects.get().state == "waiting"
        # Whoever has it still has a minute.
        deliver_overdue_webhooks(timestamp=0)
        assert jobs() == 0
        clock.shift(2 * delivering.LEASE + timedelta(seconds=1))
        deliver_overdue_webhooks(timestamp=0)
        deliver_overdue_webhooks(timestamp=0)
        assert jobs() == 1
        assert tried(waits).state == "delivered"
    first, second = receiver.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="articles.deliver_webhook", status="todo").count()


def test_two_workers_send_it_once(waits: WebhookDelivery, receiver: MisbehavingServer) -> None:
    tried(waits)
    tried(waits)
    assert len(receiver.requests) == 1


def test_a_worker_that_comes_back_late_does_not_undo_what_another_did(
    waits: WebhookDelivery, receiver: MisbehavingServer
) -> None:
    late = delivering._taken(waits.pk, timezone.now())
    assert late is not None
    with time_machine.travel(timezone.now() + 2 * delivering.LEASE):
        assert tried(waits).state == "delivered"
        delivering._failed(late, http.FetchError(http.Failure.TIMEOUT), timezone.now())
    assert WebhookDelivery.objects.get().state == "delivered"


def test_a_worker_that_comes_back_late_leaves_the_next_attempt_to_another(
    waits: WebhookDelivery, receiver: MisbehavingServer
) -> None:
    receiver.play("*", status(500))
    late = delivering._taken(waits.pk, timezone.now())
    assert late is not None
    with time_machine.travel(timezone.now() + 2 * delivering.LEASE):
        planned = tried(waits)
        delivering._succeeded(late, timezone.now())
    row = WebhookDelivery.objects.get()
    assert (row.state, row.attempts, row.next_attempt_at) == ("waiting", 2, planned.next_attempt_at)


def test_sent_again_it_is_the_same_event_as_the_story_is_now(
    waits: WebhookDelivery, receiver: MisbehavingServer
) -> None:
    receiver.play("*", status(500), good(b""))
    tried(waits)
    # The job of the next attempt waits already; this one does not wait for it.
    outbox.send_again(WebhookDelivery.objects.get())
    assert jobs() == 3
    Article.objects.update(headline="Иначе")
    assert tried(waits).state == "delivered"
    first, second = told(receiver)
    assert first["id"] == second["id"]
    assert second["article"]["headline"] == "Иначе"


def test_a_test_is_tried_once(hook: Webhook, receiver: MisbehavingServer) -> None:
    receiver.play("*", status(500))
    outbox.write_down([hook], None, WebhookKind.TEST, timezone.now())
    [message] = told(receiver)
    assert (message["kind"], message["article"]) == ("test", None)
    assert WebhookDelivery.objects.get().state == "given_up"


def test_a_slow_one_keeps_no_other_from_hearing(story: Article, receiver: MisbehavingServer) -> None:
    webhook(receiver.url + "/slow")
    webhook(receiver.url + "/good")
    receiver.play("/slow", misbehaving.hang)
    published(story)
    work()
    states = dict(WebhookDelivery.objects.values_list("webhook__url", "state"))
    assert states == {receiver.url + "/slow": "waiting", receiver.url + "/good": "delivered"}


def test_a_month_of_the_log_is_kept(waits: WebhookDelivery, hook: Webhook) -> None:
    tried(waits)
    old = timezone.now() - timedelta(days=31)
    WebhookDelivery.objects.update(created_at=old)
    outbox.write_down([hook], waits.article, WebhookKind.PUBLISHED, timezone.now() + HOUR)
    WebhookDelivery.objects.filter(state="waiting").update(created_at=old)
    forget_webhook_deliveries(timestamp=0)
    # What is still to be told is not forgotten.
    assert [row.state for row in WebhookDelivery.objects.all()] == ["waiting"]
