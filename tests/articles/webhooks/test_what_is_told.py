"""Who listens is told what readers see, when they see it, and never before."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import corrections, publishing, scheduled_changes, terms
from articles.models import Article, Correction, Webhook, WebhookDelivery
from articles.publishing import Change
from articles.tasks import apply_change, apply_due_changes
from articles.webhooks import outbox
from tests.articles.webhooks.conftest import kinds, published, rewritten, told, waiting, webhook, work
from tests.misbehaving import MisbehavingServer, status

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def test_a_publication_is_told_at_once(hook: Webhook, receiver: MisbehavingServer, story: Article) -> None:
    before = timezone.now()
    live = published(story)
    [message] = told(receiver)
    delivery = WebhookDelivery.objects.get()
    assert message == {
        "id": str(delivery.event_id),
        "kind": "article.published",
        "version": 1,
        "occurred_at": delivery.occurred_at.isoformat(),
        "article": {
            "id": live.pk,
            "language": "ru",
            "url": f"http://127.0.0.1:8000{live.url}",
            "headline": "Лёд на реке",
        },
        "reason": None,
    }
    assert before <= delivery.occurred_at <= timezone.now()
    assert delivery.payload == message


def test_nothing_is_told_of_a_draft(hook: Webhook, receiver: MisbehavingServer, story: Article) -> None:
    rewritten(story, headline="Черновик")
    assert told(receiver) == []
    assert WebhookDelivery.objects.count() == 0


def test_a_change_is_told_even_a_typing_error(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    published(story)
    published(rewritten(story, headline="Лёд на реке тонкий"), change=Change.TYPO)
    assert kinds(receiver) == ["article.published", "article.updated"]
    assert told(receiver)[1]["article"]["headline"] == "Лёд на реке тонкий"


def test_a_correction_is_told(hook: Webhook, receiver: MisbehavingServer, story: Article) -> None:
    live = published(story)
    corrections.correct(live, kind="correction", text="Уточнили число.")
    assert kinds(receiver) == ["article.published", "article.corrected"]


def test_a_correction_that_comes_with_a_change_is_both(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    live = published(story)
    correction = Correction(article=live, kind="correction", text="Уточнили число.")
    published(rewritten(story), change=Change.CORRECTION, corrections=[correction])
    assert kinds(receiver) == ["article.published", "article.updated", "article.corrected"]


def test_a_proposed_correction_is_not_told(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    live = published(story)
    corrections.propose(Correction(article=live, kind="correction", text="Кажется, не так."), by=None)
    assert kinds(receiver) == ["article.published"]


def test_a_withdrawal_is_told_without_the_headline(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    live = published(story)
    work()
    publishing.withdraw(live, reason="По решению суда")
    message = told(receiver)[1]
    assert (message["kind"], message["reason"]) == ("article.withdrawn", "withdrawn")
    assert message["article"] == {
        "id": live.pk,
        "language": "ru",
        "url": f"http://127.0.0.1:8000{live.url}",
        "headline": None,
    }


def test_a_story_withdrawn_before_anybody_saw_it_is_not_told(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        planned = published(story, at=timezone.now() + HOUR)
        publishing.withdraw(planned, reason="Раздумали")
        clock.shift(2 * HOUR)
        assert told(receiver) == []
        assert waiting() == []


def test_a_planned_story_is_told_at_its_second(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        published(story, at=now + HOUR)
        job = ProcrastinateJob.objects.get(task_name="articles.deliver_webhook")
        assert job.scheduled_at == now + HOUR
        clock.shift(HOUR - SECOND)
        assert told(receiver) == []
        clock.shift(SECOND)
        assert kinds(receiver) == ["article.published"]


def test_one_that_comes_before_its_time_is_not_told(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    """Even when somebody runs the job by hand."""
    published(story, at=timezone.now() + HOUR)
    delivery = WebhookDelivery.objects.get()
    outbox.send_again(delivery)
    work()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.payload) == ("dropped", None)
    assert receiver.requests == []


def test_an_embargoed_story_is_told_when_the_embargo_ends(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        terms.set_embargo(story, now + HOUR, by=None)
        published(story)
        assert told(receiver) == []
        assert not receiver.connections
        clock.shift(HOUR)
        assert kinds(receiver) == ["article.published"]
        clock.shift(HOUR)
        assert kinds(receiver) == ["article.published"]


def test_an_embargo_that_is_lifted_early_is_told_then_and_once(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        terms.set_embargo(story, now + 2 * HOUR, by=None)
        live = published(story)
        clock.shift(HOUR)
        terms.set_embargo(live, None, by=None, reason="Договорились")
        assert kinds(receiver) == ["article.published"]
        clock.shift(5 * HOUR)
        assert kinds(receiver) == ["article.published"]


def test_a_publication_that_is_moved_is_told_once(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        published(story, at=now + HOUR)
        published(story, at=now + 3 * HOUR)
        published(story, at=now + 2 * HOUR)
        assert waiting() == [("article.published", now + 2 * HOUR)]
        clock.shift(HOUR)
        assert told(receiver) == []
        clock.shift(3 * HOUR)
        assert kinds(receiver) == ["article.published"]


def test_a_publication_that_is_called_off_is_not_told(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        publishing.unschedule(published(story, at=now + HOUR), by=None)
        clock.shift(2 * HOUR)
        assert told(receiver) == []


def test_put_under_embargo_again_it_is_withdrawn_and_its_new_text_stays_unknown(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        live = published(story)
        work()
        terms.set_embargo(live, now + HOUR, by=None)
        message = told(receiver)[1]
        assert (message["kind"], message["reason"]) == ("article.withdrawn", "embargoed")
        assert message["article"] == {"id": live.pk, "language": "ru", "url": None, "headline": None}
        published(rewritten(story, headline="Тайна", slug="tayna"), at=now + 2 * HOUR)
        clock.shift(HOUR + SECOND)
        assert len(told(receiver)) == 2
        clock.shift(HOUR)
        assert kinds(receiver) == ["article.published", "article.withdrawn", "article.published"]


def test_a_message_that_waits_while_the_story_is_hidden_is_not_told(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    """A retry that comes after an embargo must not carry the headline."""
    now = timezone.now()
    receiver.play("*", status(500))
    with time_machine.travel(now, tick=False) as clock:
        live = published(story)
        work()
        receiver.requests.clear()
        terms.set_embargo(live, now + 10 * HOUR, by=None)
        clock.shift(HOUR)
        work()
        assert [message["kind"] for message in told(receiver)] == ["article.withdrawn"]
        assert all("Лёд" not in request.body.decode() for request in receiver.requests)
    assert WebhookDelivery.objects.get(kind="article.published", state="dropped").last_status == 500


def test_a_term_that_ends_is_told_at_its_second(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        live = published(story)
        terms.set_expiry(live, now + HOUR, by=None)
        assert kinds(receiver) == ["article.published"]
        clock.shift(HOUR)
        assert kinds(receiver) == ["article.published", "article.withdrawn"]
        assert told(receiver)[1]["reason"] == "expired"


def test_a_term_that_is_moved_counts_as_it_is_moved(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        terms.set_expiry(published(story), now + HOUR, by=None)
        terms.set_expiry(Article.objects.get(), None, by=None)
        clock.shift(2 * HOUR)
        assert kinds(receiver) == ["article.published"]


def test_a_scheduled_change_is_told_when_the_clock_brings_it(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        published(story)
        row = rewritten(story, headline="Новый заголовок")
        scheduled_changes.schedule_change(row, row.revisions.order_by("-number")[0], at=now + HOUR, by=None)
        assert kinds(receiver) == ["article.published"]
        clock.shift(HOUR)
        apply_change(article_id=story.pk)
        apply_due_changes(timestamp=0)
        assert kinds(receiver) == ["article.published", "article.updated"]
        assert told(receiver)[1]["article"]["headline"] == "Новый заголовок"


def test_brought_back_after_a_withdrawal_it_is_published_again(
    hook: Webhook, receiver: MisbehavingServer, story: Article
) -> None:
    live = published(story)
    work()
    publishing.withdraw(live, reason="Проверяем")
    work()
    published(story)
    assert kinds(receiver) == ["article.published", "article.withdrawn", "article.published"]


def test_each_is_told_what_it_wants_and_by_one_number(receiver: MisbehavingServer, story: Article) -> None:
    webhook(receiver.url + "/all")
    webhook(receiver.url + "/gone", events=["article.withdrawn"])
    webhook(receiver.url + "/off", is_active=False)
    publishing.withdraw(published(story), reason="По решению суда")
    # What waited is true no more: readers see it no more.
    work()
    heard = sorted((request.path, request.headers["webhook-id"]) for request in receiver.requests)
    assert [path for path, _number in heard] == ["/all", "/gone"]
    assert heard[0][1] == heard[1][1]


def test_a_publication_that_is_undone_is_told_to_nobody(hook: Webhook, story: Article) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        published(story)
        raise RuntimeError
    assert WebhookDelivery.objects.count() == 0
    assert not ProcrastinateJob.objects.filter(task_name="articles.deliver_webhook").exists()


def test_a_webhook_made_later_is_told_of_what_lies_ahead(receiver: MisbehavingServer, story: Article) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        published(story, at=now + HOUR)
        late = webhook(receiver.url)
        outbox.plan_everything(late)
        outbox.plan_everything(late)
        assert waiting() == [("article.published", now + HOUR)]
        clock.shift(HOUR)
        assert kinds(receiver) == ["article.published"]


def test_where_nobody_listens_a_publication_costs_one_query_more(
    story: Article, django_assert_num_queries: Any
) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as queries:
        published(story)
    assert sum("articles_webhook" in query["sql"] for query in queries) == 1
