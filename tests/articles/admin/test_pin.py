"""Putting on top and taking off, from the page of a story and from the list of pins."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import pinning, terms
from articles.models import Article, Pin, Rubric, User
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, filled, member

pytestmark = pytest.mark.django_db


def pin_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/pin/"


def answers(**changes: Any) -> dict[str, Any]:
    return {"slot": "breaking", "text": "Лёд пошёл", "lasts": "6", "position": "0"} | changes


def standing(line: str, slot: str = "breaking", hours: int = 2) -> Pin:
    now = timezone.now()
    ends = now + timedelta(hours=hours)
    if slot == "lead":
        return Pin.objects.create(slot=slot, article=newsroom.story(line), starts_at=now, ends_at=ends)
    return Pin.objects.create(slot=slot, text_ru=line, starts_at=now, ends_at=ends)


def moment(ahead: timedelta) -> dict[str, str]:
    local = timezone.localtime() + ahead
    return {"0": f"{local:%d.%m.%Y}", "1": f"{local:%H:%M:%S}"}


def from_list(**changes: Any) -> dict[str, Any]:
    starts, ends = moment(timedelta(0)), moment(timedelta(hours=6))
    values = {
        "slot": "breaking",
        "text_ru": "Перекрыта трасса",
        "position": "0",
        "starts_at_0": starts["0"],
        "starts_at_1": starts["1"],
        "ends_at_0": ends["0"],
        "ends_at_1": ends["1"],
    }
    return values | changes


def test_one_page_puts_a_story_into_the_bar_for_six_hours(
    desk: Client, editor: User, live_story: Article
) -> None:
    newsroom.outlet()
    form = desk.get(pin_url(live_story)).context["form"]
    assert (form["lasts"].value(), form["text"].value()) == ("6", "Лёд на реке")
    assert desk.post(pin_url(live_story), answers()).status_code == 302
    pin = Pin.objects.get()
    assert pin.ends_at - pin.starts_at == timedelta(hours=6)
    assert (pin.slot, pin.line, pin.pinned_by) == ("breaking", "Лёд пошёл", editor)
    assert "Лёд пошёл" in desk.get("/").content.decode()
    event = live_story.events.get(kind="pinned")
    assert (event.by, event.note, event.details["slot"]) == (editor, "Лёд пошёл", "breaking")


def test_the_end_is_set_by_hand(desk: Client, live_story: Article) -> None:
    at = timezone.localtime() + timedelta(days=2)
    values = answers(lasts="set", ends_at=f"{at:%Y-%m-%dT%H:%M:%S}")
    assert desk.post(pin_url(live_story), values).status_code == 302
    assert Pin.objects.get().ends_at == at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lasts": "set"}, "ends_at"),
        ({"lasts": "set", "ends_at": "2001-01-01T00:00"}, "ends_at"),
        ({"lasts": "set", "ends_at": "2099-01-01T00:00"}, "ends_at"),
        ({"lasts": "set", "ends_at": "вечером"}, "ends_at"),
        ({"lasts": "9" * 30}, "lasts"),
        ({"lasts": ""}, "lasts"),
        ({"slot": "footer"}, "slot"),
        ({"position": "9" * 30}, "position"),
        ({"text": "x\x00y"}, "text"),
        ({"text": "x" * 161}, "text"),
    ],
)
def test_a_senseless_answer_is_refused_in_words(
    desk: Client, live_story: Article, changes: dict[str, str], field: str
) -> None:
    response = desk.post(pin_url(live_story), answers(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Pin.objects.exists()


def test_a_full_bar_says_who_stands_there_and_keeps_what_was_typed(desk: Client, live_story: Article) -> None:
    for line in ("Первая строка", "Вторая строка", "Третья строка"):
        standing(line)
    page = desk.post(pin_url(live_story), answers(text="Четвёртая"))
    told = " ".join(page.context["form"].non_field_errors())
    assert all(line in told for line in ("Первая строка", "Вторая строка", "Третья строка"))
    assert 'value="Четвёртая"' in page.content.decode()
    assert Pin.objects.count() == 3


def test_who_makes_room_does_it_in_the_same_click(desk: Client, editor: User, live_story: Article) -> None:
    gone = standing("Первая строка")
    standing("Вторая строка")
    standing("Третья строка")
    assert desk.post(pin_url(live_story), answers(instead=[gone.pk])).status_code == 302
    gone.refresh_from_db()
    assert gone.ended_at is not None
    assert gone.ended_by == editor
    assert {pin.line for pin in Pin.objects.current()} == {"Вторая строка", "Третья строка", "Лёд пошёл"}


def test_a_refused_pin_takes_nothing_off(desk: Client, live_story: Article) -> None:
    first, second = standing("Главное сейчас", slot="lead"), standing("Строка")
    page = desk.post(pin_url(live_story), answers(slot="lead", instead=[second.pk]))
    assert first.line in " ".join(page.context["form"].non_field_errors())
    assert Pin.objects.not_over().count() == 2


def test_a_story_that_is_to_come_goes_on_top_at_its_moment(desk: Client, live_story: Article) -> None:
    at = timezone.now() + timedelta(hours=3)
    Article.objects.update(published_at=at)
    assert desk.post(pin_url(live_story), answers()).status_code == 302
    pin = Pin.objects.get()
    assert (pin.starts_at, pin.ends_at) == (at, at + timedelta(hours=6))


@pytest.mark.parametrize(
    "role", ["correspondent", "editor", "photo_editor", "registry_curator", "administrator"]
)
def test_only_the_duty_editor_and_the_chief_pin(live_story: Article, role: str) -> None:
    client = desk_of(member(roles=(role,)))
    pin = standing("Строка")
    for url in (pin_url(live_story), f"/admin/articles/pin/{pin.pk}/end/", "/admin/articles/pin/add/"):
        assert client.get(url).status_code == 403
        assert client.post(url, answers()).status_code == 403
    assert client.get("/admin/articles/pin/").status_code == 200
    assert Pin.objects.not_over().count() == 1


def test_a_draft_is_not_pinned(desk: Client, section: Rubric) -> None:
    story = draft(section)
    page = desk.get(pin_url(story))
    assert page.context["warnings"]
    assert desk.post(pin_url(story), answers()).context["form"].non_field_errors()
    assert not Pin.objects.exists()


def test_taking_off_asks_once_and_leaves_the_row_as_history(
    desk: Client, editor: User, live_story: Article
) -> None:
    newsroom.outlet()
    desk.post(pin_url(live_story), answers())
    pin = Pin.objects.get()
    url = f"/admin/articles/pin/{pin.pk}/end/"
    assert desk.get(url).status_code == 200
    assert Pin.objects.current().exists()
    assert desk.post(url).status_code == 302
    assert "Лёд пошёл" not in desk.get("/").content.decode()
    pin.refresh_from_db()
    assert pin.ended_by == editor
    assert pin.ends_at - pin.starts_at == timedelta(hours=6)
    assert [event.kind for event in live_story.events.filter(kind__contains="pinned")] == [
        "unpinned",
        "pinned",
    ]
    # The second click is too late, and says so.
    assert desk.post(url).status_code == 302
    assert live_story.events.filter(kind="unpinned").count() == 1


def test_a_pin_of_the_list_ends_six_hours_later_unless_said_otherwise(desk: Client) -> None:
    form = desk.get("/admin/articles/pin/add/").context["adminform"].form
    assert form["ends_at"].value() - form["starts_at"].value() == timedelta(hours=6)


def test_a_line_of_text_is_kept_with_who_put_it(desk: Client, editor: User) -> None:
    assert desk.post("/admin/articles/pin/add/", from_list()).status_code == 302
    assert Pin.objects.get().pinned_by == editor


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at_1": ""}, "ends_at"),
        ({"ends_at_0": "01.01.2001"}, "ends_at"),
        ({"ends_at_0": "01.01.2099"}, "ends_at"),
        ({"text_ru": ""}, "__all__"),
        ({"text_ru": "", "text_kk": "Жол жабық"}, "__all__"),
        ({"slot": "lead"}, "article"),
    ],
)
def test_a_pin_that_makes_no_sense_is_refused_in_words(
    desk: Client, changes: dict[str, str], field: str
) -> None:
    response = desk.post("/admin/articles/pin/add/", from_list(**changes))
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]


def test_a_full_bar_is_full_from_the_list_too(desk: Client) -> None:
    for line in ("Первая строка", "Вторая строка", "Третья строка"):
        standing(line)
    response = desk.post("/admin/articles/pin/add/", from_list())
    assert "Вторая строка" in str(response.context["adminform"].form.errors)


def test_a_pin_that_stands_is_changed_and_one_that_is_over_is_not(desk: Client) -> None:
    pin = standing("Строка")
    url = f"/admin/articles/pin/{pin.pk}/change/"
    assert desk.post(url, filled(desk, url, text_ru="Строка точнее")).status_code == 302
    pin.refresh_from_db()
    assert pin.line == "Строка точнее"
    pinning.end(pin, by=None)
    assert desk.get(url).status_code == 200
    assert desk.post(url, from_list()).status_code == 403
    assert desk.post(f"/admin/articles/pin/{pin.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_list_tells_what_stands_from_what_is_over(desk: Client) -> None:
    here, over = standing("Здесь"), standing("Было")
    pinning.end(over, by=None)
    for state, expected in (("on", [here]), ("over", [over]), ("nonsense", [here, over])):
        rows = desk.get(f"/admin/articles/pin/?state={state}").context["cl"].result_list
        assert sorted(rows, key=lambda row: row.pk) == expected


def test_a_story_that_has_expired_takes_no_place(desk: Client, live_story: Article) -> None:
    old = standing("Старое главное", slot="lead")
    assert old.article is not None
    terms.set_expiry(old.article, timezone.now() + timedelta(minutes=1), by=None)
    Article.objects.filter(pk=old.article.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert desk.post(pin_url(live_story), answers(slot="lead")).status_code == 302
