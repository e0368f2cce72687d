"""What the editor is given it gives back: every body of the demonstration, and bodies of every shape."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Page

from articles.models import Rubric
from newsportal.demo import story_files
from newsportal.lib import html
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.browser.desk import at_the_form
from tests.newsportal.test_body_shape import BODIES, SHAPES

# The text of the field goes into the editor as autosave's recovery puts it there, and comes back as it would be sent.
THROUGH = """bodies => bodies.map(body => {
    const field = document.querySelector("#id_body");
    field.value = body;
    field.dispatchEvent(new CustomEvent("newsportal:restore"));
    return field.value;
})"""


@pytest.fixture
def section(transactional_db: None) -> Rubric:
    return newsroom.rubric("nature")


def through_the_editor(page: Page, bodies: list[str]) -> list[str]:
    result: list[str] = page.evaluate(THROUGH, bodies)
    return result


def differences(given_bodies: list[str], returned: list[str]) -> list[tuple[str, str]]:
    return [pair for pair in zip(given_bodies, returned, strict=True) if pair[0] != pair[1]]


def test_every_story_of_the_demonstration_comes_back_unchanged(
    section: Rubric, open_page: Callable[..., Any]
) -> None:
    stories = story_files.read_all()
    with at_the_form(open_page, member(roles=("chief_editor",)), draft(section)) as page:
        returned = through_the_editor(page, [story.body for story in stories])

    def significant(body: str) -> str:
        # Between blocks of the files stand line breaks for those who read them.
        return re.sub(r"\s*\n\s*", "", body.replace("\xa0", "&nbsp;"))

    assert (
        differences([significant(story.body) for story in stories], [significant(b) for b in returned]) == []
    )


def test_a_story_opens_without_a_change(section: Rubric, open_page: Callable[..., Any]) -> None:
    body = next(story.body for story in story_files.read_all() if "<table>" in story.body)
    story = draft(section, body=body)
    with at_the_form(open_page, member(roles=("chief_editor",)), story) as page:
        page.wait_for_timeout(600)
        assert page.locator("#id_body").evaluate("field => field.value") == html.sanitise(body)
        page.get_by_role("button", name="Сохранить", exact=True).click()
        page.wait_for_load_state()
    assert story.revisions.count() == 1


def test_bodies_of_every_shape_come_back_unchanged(
    section: Rubric, open_page: Callable[..., Any], is_long: bool
) -> None:
    bodies = [shaped for _written, shaped in SHAPES.values()]

    @settings(
        max_examples=5000 if is_long else 400,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(BODIES)
    def collect(written: str) -> None:
        bodies.append(html.sanitise(written))

    collect()
    with at_the_form(open_page, member(roles=("chief_editor",)), draft(section)) as page:
        assert differences(bodies, through_the_editor(page, bodies)) == []
