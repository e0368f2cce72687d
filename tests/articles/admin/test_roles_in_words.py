"""Accounts: roles read in words, rubrics ticked in their tree, and the groups of roles kept as they are."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Rubric, User
from articles.roles import Role, label_of
from tests import newsroom
from tests.articles.admin.conftest import desk_of, filled, member

pytestmark = pytest.mark.django_db

USERS = "/admin/articles/user/"
GROUPS = "/admin/auth/group/"


@pytest.fixture
def boss(db: None) -> Client:
    user = User.objects.create(username="boss", is_staff=True, is_superuser=True)
    return desk_of(user)


def group(role: Role) -> Group:
    return Group.objects.get(name=role.value)


def test_a_group_of_the_operators_own_keeps_its_name() -> None:
    assert label_of("duty_editor") == str(Role.DUTY_EDITOR.label)
    assert label_of("стажёры") == "стажёры"


def test_the_list_of_accounts_names_roles_in_words(boss: Client) -> None:
    member(roles=("duty_editor", "photo_editor"), first_name="Айгуль")
    page = boss.get(USERS).content.decode()
    assert f"{Role.DUTY_EDITOR.label}, {Role.PHOTO_EDITOR.label}" in page
    assert "photo_editor</td>" not in page


def test_accounts_are_filtered_by_role(boss: Client) -> None:
    duty = member(roles=("duty_editor",))
    member(roles=("editor",))
    assert list(boss.get(USERS, {"role": "duty_editor"}).context["cl"].queryset) == [duty]
    assert boss.get(USERS, {"role": "x"}).status_code == 200


def test_as_many_queries_for_twenty_accounts_as_for_two(boss: Client) -> None:
    counts = []
    for number in (2, 18):
        for _row in range(number):
            member(roles=("editor", "photo_editor"))
        boss.get(USERS)
        with CaptureQueriesContext(connection) as queries:
            boss.get(USERS)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_form_of_an_account_offers_roles_in_words_and_keeps_what_was_ticked(boss: Client) -> None:
    user = member(roles=("editor",))
    url = f"{USERS}{user.pk}/change/"
    choices = boss.get(url).context["adminform"].form.fields["groups"].choices
    assert {str(label) for _value, label in choices} == {str(role.label) for role in Role}
    values = filled(boss, url, groups=[group(Role.CHIEF_EDITOR).pk, group(Role.PHOTO_EDITOR).pk])
    assert boss.post(url, values).status_code == 302
    assert set(user.groups.values_list("name", flat=True)) == {"chief_editor", "photo_editor"}


def test_own_rubrics_stand_as_the_tree_they_are(boss: Client) -> None:
    top = newsroom.rubric("nature", menu_name_ru="Природа")
    newsroom.rubric("nature-x", menu_name_ru="Рядом")
    below = newsroom.rubric("taiga", parent=top, menu_name_ru="Тайга")
    user = member(roles=("editor",))
    url = f"{USERS}{user.pk}/change/"
    field = boss.get(url).context["adminform"].form.fields["rubrics"]
    assert [label for _value, label in field.choices] == ["Природа", "\u2003Тайга", "Рядом"]
    assert field.help_text
    assert boss.post(url, filled(boss, url, rubrics=[below.pk])).status_code == 302
    assert list(user.rubrics.all()) == [below]


@pytest.mark.parametrize("field", ["groups", "rubrics"])
@pytest.mark.parametrize("value", ["x", "1,2", "9" * 30])
def test_garbage_in_place_of_roles_and_rubrics_is_refused_in_words(
    boss: Client, field: str, value: str
) -> None:
    user = member(roles=("editor",))
    url = f"{USERS}{user.pk}/change/"
    response = boss.post(url, filled(boss, url, **{field: [value]}))
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]


def test_the_form_of_a_rubric_says_who_publishes_in_it(boss: Client) -> None:
    section = newsroom.rubric("nature")
    url = f"/admin/articles/rubric/{section.pk}/change/"
    fields = boss.get(url).context["adminform"].form.fields
    assert fields["four_eyes"].help_text
    assert fields["correspondents_publish"].help_text
    assert boss.post(url, filled(boss, url, four_eyes="on", correspondents_publish="on")).status_code == 302
    kept = Rubric.objects.get()
    assert (kept.four_eyes, kept.correspondents_publish) == (True, True)


# The groups themselves.


def test_groups_are_listed_by_role(boss: Client) -> None:
    Group.objects.create(name="стажёры")
    page = boss.get(GROUPS).content.decode()
    assert str(Role.REGISTRY_CURATOR.label) in page
    assert "стажёры" in page


def test_the_group_of_a_role_is_neither_renamed_nor_deleted(boss: Client) -> None:
    role = group(Role.EDITOR)
    url = f"{GROUPS}{role.pk}/change/"
    permission = Permission.objects.get(codename="view_tip")
    boss.post(url, {"name": "x", "permissions": [permission.pk]})
    role.refresh_from_db()
    assert role.name == "editor"
    assert list(role.permissions.all()) == [permission]
    assert boss.post(f"{GROUPS}{role.pk}/delete/", {"post": "yes"}).status_code == 403
    own = Group.objects.create(name="стажёры")
    ticked = {"action": "delete_selected", "_selected_action": [role.pk, own.pk], "post": "yes"}
    boss.post(GROUPS, ticked)
    assert Group.objects.filter(name__in=["editor", "стажёры"]).count() == 2
    assert boss.post(f"{GROUPS}{own.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Group.objects.filter(name="стажёры").exists()
