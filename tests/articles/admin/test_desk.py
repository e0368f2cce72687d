"""What surrounds stories: the outlet, rubrics, pins, corrections, accounts, and the desk as each role sees it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Correction, FormerRubricPath, Outlet, Pin, Rubric, User
from tests import newsroom
from tests.articles.admin.conftest import desk_of, filled, member

pytestmark = pytest.mark.django_db

LISTS = ["article", "author", "correction", "formerrubricpath", "photo", "pin", "place", "rubric", "source"]
LISTS += ["tip", "topic", "user"]


@pytest.fixture
def boss(db: None) -> Client:
    user = User.objects.create(username="boss", is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    newsroom.role_groups()
    user.groups.set(Group.objects.all())
    return desk_of(user)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_in_both_languages(boss: Client, name: str) -> None:
    for language in ("ru", "kk"):
        User.objects.update(language=language)
        page = boss.get(f"/admin/articles/{name}/")
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.content.decode()
        assert boss.get(f"/admin/articles/{name}/?q=x&p=1").status_code == 200


@pytest.mark.parametrize("name", [*LISTS, "outlet"])
def test_no_page_has_inline_script_or_style(boss: Client, name: str) -> None:
    for tail in ("", "add/"):
        page = boss.get(f"/admin/articles/{name}/{tail}", follow=True).content.decode().lower()
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert " onclick=" not in page


def test_groups_are_for_those_who_may_see_them(boss: Client) -> None:
    assert boss.get("/admin/auth/group/").status_code == 200
    assert desk_of(member("change_article")).get("/admin/auth/group/").status_code == 403


def test_the_outlet_is_one_row(boss: Client) -> None:
    assert boss.get("/admin/articles/outlet/")["Location"] == "/admin/articles/outlet/add/"
    newsroom.outlet()
    assert boss.get("/admin/articles/outlet/")["Location"] == "/admin/articles/outlet/1/change/"
    assert boss.get("/admin/articles/outlet/add/").status_code == 403
    assert boss.post("/admin/articles/outlet/1/delete/", {"post": "yes"}).status_code == 403
    url = "/admin/articles/outlet/1/change/"
    assert boss.post(url, filled(boss, url, phone="+7 7232 00-00-00")).status_code == 302
    assert Outlet.objects.get().phone == "+7 7232 00-00-00"


def rubric_values(**changes: Any) -> dict[str, Any]:
    values = {"menu_name_ru": "Река", "full_name_ru": "Новости реки", "slug": "river", "position": "0"}
    return values | changes


@pytest.mark.parametrize("slug", ["search", "kk", "2026", "1-x", "Река", "River", "a_b", "nature"])
def test_an_address_that_is_taken_or_wrong_is_refused_in_words(
    boss: Client, section: Rubric, slug: str
) -> None:
    response = boss.post("/admin/articles/rubric/add/", rubric_values(slug=slug))
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["slug"]


def test_a_reserved_word_may_stand_below_the_top(boss: Client, section: Rubric) -> None:
    values = rubric_values(slug="weather", parent=section.pk)
    assert boss.post("/admin/articles/rubric/add/", values).status_code == 302
    assert Rubric.objects.filter(path="nature/weather").exists()


def test_moving_a_rubric_leaves_its_former_address(boss: Client, section: Rubric) -> None:
    below = newsroom.rubric("taiga", parent=section)
    url = f"/admin/articles/rubric/{section.pk}/change/"
    assert boss.post(url, filled(boss, url, parent=below.pk)).status_code == 200
    assert boss.post(url, filled(boss, url, slug="altai")).status_code == 302
    assert set(FormerRubricPath.objects.values_list("path", flat=True)) == {"nature", "nature/taiga"}
    assert boss.get("/admin/articles/formerrubricpath/add/").status_code == 403


def test_a_path_that_becomes_too_long_is_refused_in_words(boss: Client, section: Rubric) -> None:
    parent = section
    for letter in "abcd":
        parent = newsroom.rubric(letter * 55, parent=parent)
    url = f"/admin/articles/rubric/{section.pk}/change/"
    response = boss.post(url, filled(boss, url, slug="n" * 60))
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["slug"]


def test_a_rubric_with_stories_is_not_deleted(boss: Client, section: Rubric) -> None:
    newsroom.story(section=section)
    boss.post(f"/admin/articles/rubric/{section.pk}/delete/", {"post": "yes"})
    assert Rubric.objects.exists()


def test_rubrics_stand_as_a_tree(boss: Client, section: Rubric) -> None:
    newsroom.rubric("nature-x")
    newsroom.rubric("taiga", parent=section)
    rows = boss.get("/admin/articles/rubric/").context["cl"].result_list
    assert [row.path for row in rows] == ["nature", "nature/taiga", "nature-x"]


def test_lists_that_name_stories_ask_once(boss: Client, live_story: Article) -> None:
    now = timezone.now()
    for path in ("/admin/articles/pin/", "/admin/articles/correction/"):
        counts = []
        for number in (10, 90):
            for _row in range(number):
                story = newsroom.story()
                Pin.objects.create(
                    slot="lead", article=story, starts_at=now, ends_at=now + timedelta(hours=1)
                )
                Correction.objects.create(
                    article=story,
                    kind="reply",
                    text="x",
                    published_at=now,
                    to_revision=live_story.live_revision,
                )
            boss.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert boss.get(path).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


def test_the_language_of_the_admin_is_chosen_in_the_account(boss: Client) -> None:
    user = member()
    url = f"/admin/articles/user/{user.pk}/change/"
    assert boss.post(url, filled(boss, url, language="kk")).status_code == 302
    user.refresh_from_db()
    assert user.language == "kk"


def test_who_runs_accounts_does_not_become_almighty(boss: Client) -> None:
    user = User.objects.get(username="boss")
    url = f"/admin/articles/user/{user.pk}/change/"
    assert boss.post(url, filled(boss, url, is_superuser="on")).status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser
    almighty = User.objects.create(username="root", is_staff=True, is_superuser=True)
    url = f"/admin/articles/user/{almighty.pk}/"
    assert boss.post(url + "change/", {"username": "x"}).status_code == 403
    assert boss.post(url + "password/", {"password1": "x", "password2": "x"}).status_code == 403
    assert boss.post(url + "delete/", {"post": "yes"}).status_code == 403
