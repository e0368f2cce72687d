"""The page of kept pages in the browser: readable by everybody, used by the keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from playwright.sync_api import Page

from articles.models import User
from newsportal.models import WebProcess
from tests import newsroom
from tests.browser import axe

PAGE = "/admin/newsportal/webprocess/"
BACKEND = "SELECT backend_start, now() FROM pg_stat_activity WHERE pid = pg_backend_pid()"


@pytest.fixture
def chief(transactional_db: None) -> User:
    newsroom.outlet()
    newsroom.role_groups()
    user = User.objects.create(username="chief", is_staff=True)
    user.groups.set(Group.objects.filter(name="chief_editor"))
    process(name="a", pid=4711, hits=81_234)
    process(name="b", pid=4712, hits=1200)
    return user


def process(*, name: str, pid: int, hits: int) -> None:
    """One that lives as long as the connection of this test."""
    with connection.cursor() as cursor:
        cursor.execute(BACKEND)
        backend_start, now = cursor.fetchone()
    minute = int(now.timestamp() // 60)
    minutes: list[dict[str, Any]] = [
        {"minute": minute - 30 + n, "hits": n * n * 40, "misses": n * 3, "stale": 0, "refused": 0}
        for n in range(31)
    ]
    recent = [
        {"at": now.timestamp() - 40 * n, "payload": payload, "dropped": n}
        for n, payload in enumerate(["*", "rates *", "articles 17,18", "articles *", "weather *"])
    ]
    figures = {
        "state": "listening", "entries": 9120, "bytes": 48_000_000, "limit": 64 * 1024 * 1024,
        "hits": hits, "misses": 310, "stale": 12, "refused": 1, "minutes": minutes, "recent": recent,
    }  # fmt: skip
    WebProcess.objects.create(
        name=name, host="web-1.news.example", pid=pid, started_at=now, told_at=now,
        backend=connection.connection.info.backend_pid, backend_start=backend_start, figures=figures,
    )  # fmt: skip


def test_axe_finds_nothing_and_nothing_overflows(
    chief: User, newcomer: Callable[..., Page], is_long: bool
) -> None:
    page = newcomer(chief)
    axe.judge(page, [PAGE, PAGE], (360, 1280), in_all_views=is_long)


def test_a_whole_is_dropped_by_the_keyboard_alone(chief: User, newcomer: Callable[..., Page]) -> None:
    page = newcomer(chief)
    page.goto(PAGE)
    page.get_by_role("combobox").focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
