"""The page of the sources' health in the browser: readable by everybody, run by the keyboard alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import User
from tests import newsroom
from tests.browser import axe
from tests.widgets.test_source_health import observe, ran, rate

HEALTH = "/admin/widgets/sourcerun/health/"


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


def test_axe_finds_nothing_and_nothing_overflows(
    chief: User, newcomer: Callable[..., Page], is_long: bool
) -> None:
    page = newcomer(chief)
    axe.judge(page, [HEALTH, HEALTH], (360, 1280), in_all_views=is_long)


def test_a_source_is_run_by_the_keyboard_alone(chief: User, newcomer: Callable[..., Page]) -> None:
    page = newcomer(chief)
    page.goto(HEALTH)
    page.locator(".source form button").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    assert ProcrastinateJob.objects.filter(task_name="widgets.update_rates").count() == 1
