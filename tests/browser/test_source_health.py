"""The page of the sources' health in the browser: readable by everybody, run by the keyboard alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from playwright.sync_api import Page
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import User
from tests import newsroom
from tests.widgets.test_source_health import observe, ran, rate

HEALTH = "/admin/widgets/sourcerun/health/"
VIEWS = [(360, True), (360, False), (768, True), (1280, True), (1280, False)]


@pytest.fixture
def chief(transactional_db: None) -> User:
    newsroom.outlet()
    newsroom.role_groups()
    user = User.objects.create(username="chief", is_staff=True)
    user.groups.set(Group.objects.filter(name="chief_editor"))
    rate(age=timedelta(hours=3))
    observe(age=timedelta(hours=9))
    outcomes = ["stored", "unchanged", "unchanged", "no_data", "quarantined", "unchanged", "stored"]
    for number, outcome in enumerate(outcomes):
        ran(outcome, ago=timedelta(hours=10 - number))
        ran(outcome, service="metno", ago=timedelta(minutes=60 * (20 - number)))
    for number in range(12):
        ran(
            "failed",
            service="metno",
            ago=timedelta(minutes=30 * (12 - number)),
            reason="timeout",
            detail="timed out",
        )
    ran("failed", service="metno", reason="status", detail="status 403")
    return user


@pytest.mark.parametrize(("width", "dark"), VIEWS)
def test_axe_finds_nothing_and_nothing_overflows(
    chief: User, newcomer: Callable[..., Page], width: int, dark: bool
) -> None:
    page = newcomer(chief, width=width, dark=dark)
    page.goto(HEALTH)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert [violation["id"] for violation in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_source_is_run_by_the_keyboard_alone(chief: User, newcomer: Callable[..., Page]) -> None:
    page = newcomer(chief)
    page.goto(HEALTH)
    page.locator(".source form button").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    assert ProcrastinateJob.objects.filter(task_name="widgets.update_rates").count() == 1
