"""Who waits for a story sees it as it is after the wait: its newest version too, not only its own columns."""

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles import autosaving, locking, revisions, scheduled_changes
from articles.admin.article import taking_over, typed
from articles.models import Article
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, filled, member
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 6


def test_versions_that_are_saved_at_once_are_numbered_one_after_the_other() -> None:
    story = draft(newsroom.rubric("news"))
    content = story.revisions.get().content

    def save(index: int) -> None:
        own = content | {"headline": f"Заголовок {index}"}
        revisions.save_revision(Article.objects.get(pk=story.pk), own, by=None)

    assert at_once(WRITERS, save) == []
    assert list(story.revisions.order_by("number").values_list("number", flat=True)) == list(range(1, 8))


def test_a_scheduled_change_is_applied_once_and_knows_the_version_before_it() -> None:
    story = newsroom.story()
    first = revisions.save_revision(story, draft(newsroom.rubric("n")).revisions.get().content, by=None)
    Article.objects.filter(pk=story.pk).update(
        scheduled_revision=first, scheduled_at=timezone.now() - timedelta(minutes=1)
    )
    applied: list[bool] = []
    assert at_once(WRITERS, lambda index: applied.append(scheduled_changes.apply_if_due(story.pk))) == []
    assert sorted(applied) == [False] * (WRITERS - 1) + [True]
    assert story.events.filter(kind="changed").count() == 1


def test_what_is_typed_while_somebody_takes_over_comes_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    story, writer, editor = (
        draft(newsroom.rubric("news")),
        member(roles=("editor",)),
        member(roles=("editor",)),
    )
    session = uuid.uuid4()
    lock = locking.acquire(story, writer, session)
    answers: list[bool] = []

    def type_on(sequence: int, lead: str) -> None:
        fields = {"lead": [lead]}
        answers.append(
            autosaving.keep(session, user=writer, article=story, base=1, sequence=sequence, fields=fields)
        )

    def type_on_elsewhere() -> None:
        try:
            type_on(2, "Начало и конец")
        finally:
            connection.close()

    read = typed.content_of_fields
    typing = threading.Thread(target=type_on_elsewhere)

    def read_slowly(*what: Any) -> Any:
        typing.start()
        typing.join(timeout=0.5)
        return read(*what)

    type_on(1, "Начало")
    monkeypatch.setattr(taking_over, "content_of_fields", read_slowly)
    kept = taking_over.take_over(story, lock, by=editor, session=uuid.uuid4())
    typing.join()
    assert kept is not None
    assert kept.content["lead"] == "Начало"
    # The form is told that it begins anew, and sends all its words once more.
    assert answers == [True, False]


def test_of_two_who_translate_one_story_at_once_the_second_is_told() -> None:
    rubric, add = newsroom.rubric("news"), "/admin/articles/article/add/"
    original = draft(rubric)
    typed = {"headline": "Көктем", "lead": "Қысқа", "body": "<p>Мәтін</p>", "rubric": rubric.pk}
    desks = [desk_of(member(roles=("editor",))) for _number in range(3)]
    forms = [filled(desk, add, language="kk", translation_of=original.pk, **typed) for desk in desks]
    answers: list[int] = []
    raised = at_once(3, lambda index: answers.append(desks[index].post(add, forms[index]).status_code))
    assert raised == []
    assert sorted(answers) == [200, 200, 302]
    assert Article.objects.filter(language="kk").count() == 1
