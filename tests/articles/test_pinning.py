"""How many stand on top at one time, also when several people pin at one time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from articles import pinning, publishing
from articles.models import Article, Pin
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.threads import at_once

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def line(text: str, start: datetime, hours: float = 1) -> Pin:
    return Pin(slot="breaking", text_ru=text, starts_at=start, ends_at=start + hours * HOUR)


def lead(story: Article, start: datetime, hours: float = 1) -> Pin:
    return Pin(slot="lead", article=story, starts_at=start, ends_at=start + hours * HOUR)


def test_three_lines_stand_at_one_time_and_a_fourth_waits_for_its_hour() -> None:
    now = timezone.now()
    for text in ("раз", "два", "три"):
        pinning.keep(line(text, now), by=None)
    with pytest.raises(ValidationError, match=r"раз.*два.*три"):
        pinning.keep(line("четыре", now), by=None)
    # One moment in common is one too many; the next moment is free.
    with pytest.raises(ValidationError):
        pinning.keep(line("четыре", now + HOUR - timedelta(seconds=1)), by=None)
    pinning.keep(line("четыре", now + HOUR), by=None)


def test_lines_that_never_stand_together_are_not_counted_together() -> None:
    now = timezone.now()
    for hour in range(4):
        pinning.keep(line(f"час {hour}", now + hour * HOUR), by=None)
    pinning.keep(line("весь день", now, hours=4), by=None)
    pinning.keep(line("весь день тоже", now, hours=4), by=None)
    with pytest.raises(ValidationError):
        pinning.keep(line("и ещё", now, hours=4), by=None)


def test_each_language_has_a_lead_of_its_own_and_a_line_of_text_stands_in_both() -> None:
    now = timezone.now()
    russian, kazakh = newsroom.story("Лёд"), newsroom.story("Мұз", language="kk")
    pinning.keep(lead(russian, now), by=None)
    pinning.keep(lead(kazakh, now), by=None)
    with pytest.raises(ValidationError, match="Лёд"):
        pinning.keep(lead(newsroom.story("Снег"), now), by=None)
    for number in range(3):
        story = newsroom.story(f"Жаңалық {number}", language="kk")
        pinning.keep(Pin(slot="breaking", article=story, starts_at=now, ends_at=now + HOUR), by=None)
    pinning.keep(Pin(slot="breaking", article=newsroom.story(), starts_at=now, ends_at=now + HOUR), by=None)
    with pytest.raises(ValidationError, match="Жаңалық 0"):
        pinning.keep(line("для всех", now), by=None)


def test_a_story_stands_once_in_a_place() -> None:
    now = timezone.now()
    story = newsroom.story()
    pinning.keep(Pin(slot="breaking", article=story, starts_at=now, ends_at=now + HOUR), by=None)
    with pytest.raises(ValidationError):
        pinning.keep(Pin(slot="breaking", article=story, starts_at=now, ends_at=now + HOUR), by=None)
    pinning.keep(lead(story, now), by=None)


def test_a_withdrawn_story_leaves_the_top_and_does_not_come_back_by_itself(client: Client) -> None:
    newsroom.outlet()
    story = draft(newsroom.rubric("news"), "Сход с рельсов")
    publishing.publish(story, story.revisions.get())
    now = timezone.now()
    pinning.keep(Pin(slot="breaking", article=story, starts_at=now, ends_at=now + HOUR), by=None)
    assert "Сход с рельсов" in client.get("/imprint/").content.decode()
    publishing.withdraw(story, reason="Не подтвердилось")
    assert "Сход с рельсов" not in client.get("/imprint/").content.decode()
    assert Pin.objects.get().ended_at is not None
    publishing.publish(story, story.revisions.get())
    assert "Сход с рельсов" not in client.get("/imprint/").content.decode()
    assert list(story.events.values_list("kind", flat=True)) == [
        "published",
        "unpinned",
        "withdrawn",
        "pinned",
        "published",
        "created",
    ]


def test_the_bar_says_that_information_is_not_verified(client: Client) -> None:
    newsroom.outlet()
    now = timezone.now()
    story = newsroom.story("Взрыв газа", short_title="Взрыв", is_unverified=True)
    pinning.keep(Pin(slot="breaking", article=story, starts_at=now, ends_at=now + HOUR), by=None)
    page = client.get("/imprint/").content.decode()
    bar = page[page.index('class="breaking"') : page.index('class="breaking"') + 700]
    assert "Непроверенная информация" in bar
    assert "Взрыв</a>" in bar
    Article.objects.update(is_unverified=False)
    assert "Непроверенная информация" not in client.get("/imprint/").content.decode()


def test_the_policy_is_asked() -> None:
    now = timezone.now()
    with pytest.raises(PermissionDenied):
        pinning.keep(line("нельзя", now), by=member(roles=("editor",)))
    pinning.keep(line("можно", now), by=member(roles=("duty_editor",)))
    with pytest.raises(PermissionDenied):
        pinning.end(Pin.objects.get(), by=member(roles=("editor",)))


@pytest.mark.django_db(transaction=True)
def test_ten_who_pin_at_once_find_three_places() -> None:
    now = timezone.now()
    raised = at_once(10, lambda index: pinning.keep(line(f"строка {index}", now), by=None))
    assert Pin.objects.current().count() == 3
    assert [type(error) for error in raised] == [ValidationError] * 7


def _nth(acts: list[Callable[[], object]], index: int) -> object:
    return acts[index]()


@pytest.mark.django_db(transaction=True)
def test_pinning_and_withdrawing_at_once_leave_no_pin_of_a_withdrawn_story() -> None:
    section = newsroom.rubric("news")
    Group.objects.get_or_create(name="chief_editor")
    chief = member(roles=("chief_editor",))
    pinned = 0
    for _round in range(6):
        story = draft(section)
        publishing.publish(story, story.revisions.get())
        seen = [Article.objects.get(pk=story.pk) for _person in range(2)]
        acts: list[Callable[[], object]] = [
            partial(pinning.keep, lead(seen[0], timezone.now()), by=chief),
            partial(publishing.withdraw, seen[1], reason="Ошибка"),
        ]
        raised = at_once(2, partial(_nth, acts))
        assert all(isinstance(error, PermissionDenied) for error in raised)
        assert Article.objects.get(pk=story.pk).publication == "withdrawn"
        assert not Pin.objects.not_over().exists()
        pinned += story.events.filter(kind="unpinned").count()
    # Either may be first; that both happened is luck, that nothing else did is the rule.
    assert pinned == Pin.objects.count()
