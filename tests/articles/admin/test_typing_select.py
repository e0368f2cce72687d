"""Fields chosen by typing: what is sent in place of a row is refused in words."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.test import Client

from articles.admin.typing_select import ChosenByTyping
from articles.models import Article
from tests.articles.admin.conftest import change_url, desk_of, filled, member

pytestmark = pytest.mark.django_db

GARBAGE = ["x", "1,2", "-1", "9" * 30, "999999999"]


@pytest.mark.parametrize("value", GARBAGE)
@pytest.mark.parametrize("field", ["topics", "lead_photo", "byline_set-0-author", "sources-0-source"])
def test_garbage_in_the_form_of_a_story_is_an_error_beside_its_field(
    desk: Client, story: Article, field: str, value: str
) -> None:
    url = change_url(story)
    assert desk.post(url, filled(desk, url, **{field: value})).status_code == 200
    assert story.revisions.count() == 1


@pytest.mark.parametrize("value", GARBAGE)
@pytest.mark.parametrize(
    ("path", "field"),
    [("article", "translation_of"), ("pin", "article"), ("author", "user")],
)
def test_garbage_in_other_forms_as_well(path: str, field: str, value: str) -> None:
    user = member(f"add_{path}", roles=("duty_editor",))
    assert desk_of(user).post(f"/admin/articles/{path}/add/", {field: value}).status_code == 200


def rooms() -> "list[BaseModelAdmin[Any]]":
    found: list[Any] = []
    for room in admin.site._registry.values():
        found += [room, *(inline(room.model, admin.site) for inline in room.inlines)]
    return found


def test_whoever_has_such_fields_has_these_and_nobody_asks_for_a_bare_number() -> None:
    for room in rooms():
        assert not room.raw_id_fields, room
        assert not room.autocomplete_fields or isinstance(room, ChosenByTyping), room


def test_a_chosen_row_is_still_shown(story: Article) -> None:
    duty = desk_of(member("add_pin", roles=("duty_editor",)))
    page = duty.get("/admin/articles/pin/add/", {"article": story.pk}).content.decode()
    assert f'<option value="{story.pk}" selected>' in page
