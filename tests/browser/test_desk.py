"""The desk and the list of stories in a real browser: axe in four views, the keyboard alone, the shortcuts."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from playwright.sync_api import Page

from articles import content, publishing, revisions, scheduled_changes, work
from articles.models import Article, Autosave, Correction, Pin, Rubric, Tip, User, ViewCount
from articles.roles import Role
from tests import newsroom
from tests.browser import axe

LIST = "/admin/articles/article/"
VIEWS = list(itertools.product((360, 1280), (False, True)))


def member(role: Role, **fields: Any) -> User:
    """The groups of migrations are gone in a database that was emptied by the test before."""
    user = User.objects.create(username=role.value, is_staff=True, **fields)
    group, _made = Group.objects.get_or_create(name=role.value)
    group.permissions.set(Permission.objects.filter(content_type__app_label="articles"))
    user.groups.add(group)
    return user


def draft(section: Rubric, headline: str, *, by: User | None = None, **fields: Any) -> Article:
    values = {
        "schema": content.SCHEMA,
        "headline": headline,
        "short_title": "",
        "seo_title": "",
        "lead": "Коротко.",
        "slug": "istoriya",
        "body": "<p>Первый текст.</p>",
        "age_mark": None,
        "is_partner": False,
        "is_unverified": False,
        "rubric": section.pk,
        "lead_photo": None,
        "topics": [],
        "authors": [],
        "sources": [],
    } | fields
    story = revisions.create_story(language="ru", content=values)  # type: ignore[arg-type]
    Article.objects.filter(pk=story.pk).update(created_by=by)
    return story


@pytest.fixture
def duty(transactional_db: None) -> User:
    return member(Role.DUTY_EDITOR, first_name="Олег", last_name="Верещагин")


@pytest.fixture
def newsroom_at_work(duty: User) -> Article:
    """Something in every block of the desk; returns a story in review."""
    newsroom.outlet()
    now = timezone.now()
    section = newsroom.rubric("nature", menu_name_ru="Природа", full_name_ru="Природа Казахстана")
    newsroom.topic("water", name_ru="Вода")
    waiting = draft(section, "Ледовую переправу через Иртыш откроют раньше обычного")
    work.submit(waiting, by=None)
    ready = draft(section, "Учёные посчитали снежных барсов")
    work.mark_ready(ready, by=None)
    own = draft(section, "Прогноз на выходные", by=duty)
    returned = draft(section, "Школы переходят на дистанционное обучение", by=duty)
    work.submit(returned, by=None)
    work.return_with_remark(returned, by=duty, remark="Нет комментария управления образования.")
    live = draft(section, "Утренний брифинг")
    publishing.publish(live, live.revisions.get())
    ViewCount.objects.create(article=live, day=timezone.localdate(), count=412)
    revision = revisions.save_revision(live, live.revisions.get().content | {"lead": "Иначе."}, by=duty)
    scheduled_changes.schedule_change(live, revision, at=now + timedelta(hours=30), by=None)
    for days in (1, 1, 3):
        planned = draft(section, "Афиша: восемь событий, которые нельзя пропустить в Усть-Каменогорске")
        publishing.publish(planned, planned.revisions.get(), at=now + timedelta(days=days))
    newsroom.story("Под эмбарго", section=section, embargo_until=now + timedelta(days=2))
    newsroom.story("Снимут", section=section, expires_at=now + timedelta(days=5))
    Pin.objects.create(slot="breaking", article=live, starts_at=now, ends_at=now + timedelta(hours=6))
    Correction.objects.create(article=live, kind="clarification", text="Уточнить.", placement="top")
    Tip.objects.create(
        text="Нет воды",
        place="Риддер",
        consent_version="1",
        consent_text="Да",
        sender="x" * 64,
        taken_by=duty,
    )
    Autosave.objects.create(
        id="6a1b0c1e-6f0e-4a51-9f0f-2f3d2b1a0c9d", user=duty, fields={"headline": ["Набрано"]}, sequence=1
    )
    assert own.pk
    return waiting


@pytest.mark.parametrize("name", ["desk", "list", "filters", "batch", "batch done"])
def test_axe_finds_nothing(
    name: str, newsroom_at_work: Article, duty: User, open_page: Callable[..., Any], is_long: bool
) -> None:
    ids = ",".join(str(pk) for pk in Article.objects.values_list("pk", flat=True))
    path = {
        "desk": "/admin/",
        "list": LIST,
        "filters": f"{LIST}?since=2026-02-02&until=2026-01-01&q=а",
        "batch": f"{LIST}batch/topic/?ids={ids}",
        "batch done": f"{LIST}batch/ready/?ids={ids}",
    }[name]
    for width, dark in axe.views((360, 1280), all_of_them=is_long, of=name):
        with open_page(path, user=duty, width=width, dark=dark) as page:
            if name == "batch done":
                page.locator(".submit-row .default").click()
                page.wait_for_load_state()
                Article.objects.filter(work_state="ready").update(work_state="in_review")
            assert axe.complaints(page) == [], (width, dark)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "role", [Role.CORRESPONDENT, Role.PHOTO_EDITOR, Role.REGISTRY_CURATOR, Role.ADMINISTRATOR]
)
def test_axe_finds_nothing_on_the_desk_of_each_role(
    role: Role, newsroom_at_work: Article, open_page: Callable[..., Any]
) -> None:
    with open_page("/admin/", user=member(role), width=360, dark=True) as page:
        assert axe.complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_dialog_of_keys_is_clean_for_axe(
    duty: User, open_page: Callable[..., Any], is_long: bool
) -> None:
    newsroom.outlet()
    for width, dark in axe.views((360, 1280), all_of_them=is_long):
        with open_page("/admin/", user=duty, width=width, dark=dark) as page:
            page.locator("[data-shortcuts-open]").click()
            assert page.locator("#shortcuts").is_visible()
            assert axe.complaints(page) == [], (width, dark)


def tab_to(page: Page, selector: str, *, key: str = "Tab", most: int = 120) -> None:
    """By Tab alone, as somebody without a mouse gets there."""
    for _press in range(most):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{key} does not lead to {selector}")


def test_a_story_is_returned_from_the_list_by_the_keyboard_alone(
    newsroom_at_work: Article, duty: User, open_page: Callable[..., Any]
) -> None:
    with open_page("/admin/", user=duty) as page:
        page.keyboard.press("g")
        page.keyboard.press("s")
        page.wait_for_url(f"**{LIST}")
        page.keyboard.press("/")
        page.keyboard.type("переправу")
        page.keyboard.press("Enter")
        page.wait_for_url("**?q=*")
        tab_to(page, ".action-select")
        page.keyboard.press("Space")
        # The step is chosen above the list.
        tab_to(page, "select[name=action]", key="Shift+Tab")
        for _press in range(10):
            page.keyboard.press("ArrowDown")
            if page.locator("select[name=action]").input_value() == "return":
                break
        tab_to(page, "button[name=index]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/batch/return/**")
        tab_to(page, "textarea[name=answer]")
        page.keyboard.type("Нет источника, и s тоже пишется.")
        tab_to(page, ".submit-row [type=submit]")
        page.keyboard.press("Enter")
        page.locator(".batch-told").wait_for()
    newsroom_at_work.refresh_from_db()
    assert newsroom_at_work.work_state == "returned"
    assert work.open_remark(newsroom_at_work).note == "Нет источника, и s тоже пишется."  # type: ignore[union-attr]


def test_a_topic_is_chosen_by_typing_without_a_mouse(
    newsroom_at_work: Article, duty: User, open_page: Callable[..., Any]
) -> None:
    with open_page(LIST, user=duty) as page:
        tab_to(page, ".story-filters summary")
        page.keyboard.press("Enter")
        tab_to(page, ".filter-topic .select2-selection")
        page.keyboard.press("Enter")
        page.keyboard.type("вод")
        page.locator(".select2-results__option--highlighted", has_text="Вода").wait_for()
        page.keyboard.press("Enter")
        tab_to(page, ".filter-buttons button", key="Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**topic=*")
        assert page.locator(".nothing-found").is_visible()


def pressed(page: Page, code: str, key: str, **more: Any) -> None:
    """A key of another layout: the same place, another letter."""
    page.evaluate(
        "(init) => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...init}))",
        {"code": code, "key": key} | more,
    )


def test_the_keys_work_in_the_russian_layout(duty: User, open_page: Callable[..., Any]) -> None:
    newsroom.outlet()
    with open_page(LIST, user=duty) as page:
        pressed(page, "Slash", ".")
        assert page.evaluate("document.activeElement.id") == "searchbar"
        page.evaluate("document.activeElement.blur()")
        pressed(page, "KeyG", "п")
        pressed(page, "KeyD", "в")
        page.wait_for_url("**/admin/")
        pressed(page, "KeyN", "т")
        page.wait_for_url("**/add/")


def test_keys_can_be_switched_off_and_stay_off(duty: User, open_page: Callable[..., Any]) -> None:
    newsroom.outlet()
    with open_page("/admin/", user=duty) as page:
        search = page.locator("#desk-search")
        assert search.get_attribute("aria-keyshortcuts") == "/"
        assert search.get_attribute("title") == "/"
        page.keyboard.press("?")
        page.locator("[data-shortcuts-on]").uncheck()
        page.keyboard.press("Escape")
        assert not page.locator("#shortcuts").is_visible()
        assert search.get_attribute("aria-keyshortcuts") is None
        page.reload()
        for key in ("/", "?", "n"):
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement === document.body")
        assert not page.locator("#shortcuts").is_visible()
        # The button is always there.
        page.locator("[data-shortcuts-open]").click()
        assert not page.locator("[data-shortcuts-on]").is_checked()


def test_ctrl_s_saves_while_typing_and_a_letter_alone_does_not(
    newsroom_at_work: Article, duty: User, open_page: Callable[..., Any]
) -> None:
    with open_page(f"{LIST}{newsroom_at_work.pk}/change/", user=duty) as page:
        field = page.locator("#id_short_title")
        field.fill("")
        field.press_sequentially("ns/?gd")
        assert field.input_value() == "ns/?gd"
        assert page.url.endswith("/change/")
        page.keyboard.press("Control+s")
        page.locator(".messagelist .success").wait_for()
        assert page.url.endswith(f"/{newsroom_at_work.pk}/change/")
    newsroom_at_work.refresh_from_db()
    assert newsroom_at_work.working_revision.content["short_title"] == "ns/?gd"  # type: ignore[union-attr]


def test_no_key_publishes(newsroom_at_work: Article, duty: User, open_page: Callable[..., Any]) -> None:
    ready = Article.objects.get(work_state="ready")
    with open_page(f"{LIST}{ready.pk}/publish/", user=duty) as page:
        page.keyboard.press("s")
        page.keyboard.press("Control+s")
        page.wait_for_timeout(300)
        assert page.url.endswith("/publish/")
    ready.refresh_from_db()
    assert ready.publication == "none"
