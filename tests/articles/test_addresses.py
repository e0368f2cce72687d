"""Addresses: one for each story, permanent redirects from all its former ones."""

import contextlib
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from articles.models import FormerRubricPath, Rubric
from articles.models.article import story_url
from articles.models.rubric import RESERVED_SEGMENTS
from newsportal import urls
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site() -> None:
    newsroom.outlet()


def test_a_story_lives_under_its_rubric(client: Client) -> None:
    section = newsroom.rubric("society", parent=newsroom.rubric("kazakhstan"))
    story = newsroom.story(section=section, slug="zima")
    assert story.url == f"/kazakhstan/society/{story.pk}-zima/"
    assert client.get(story.url).status_code == 200


@pytest.mark.parametrize("segment", sorted(RESERVED_SEGMENTS))
def test_no_other_section_is_taken_for_a_rubric(segment: str) -> None:
    """The address of a story is tried before all others."""
    for path in (f"/{segment}/2025-11-26/", f"/{segment}/any/2025-11-26/"):
        with contextlib.suppress(Resolver404):
            assert resolve(path).url_name != "story", path


@pytest.mark.parametrize(
    "address",
    ["/kazakhstan/{}.html", "/{}", "/{}/", "/old/path/{}-other-slug/", "/kk/news/{}-zima/", "/news/{}-zima"],
)
def test_any_other_path_with_the_id_leads_there(address: str, client: Client) -> None:
    story = newsroom.story(section=newsroom.rubric("news"), slug="zima")
    answer = client.get(address.format(story.pk))
    assert (answer.status_code, answer.headers["Location"]) == (301, story.url)


def test_each_language_has_its_own_prefix(client: Client) -> None:
    kazakh = newsroom.story(language="kk", slug="qys")
    assert kazakh.url.startswith("/kk/")
    answer = client.get(kazakh.url.removeprefix("/kk"))
    assert (answer.status_code, answer.headers["Location"]) == (301, kazakh.url)


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("path", ["news", "kazakhstan/society-2/x9"])
def test_it_is_written_as_it_is_read(language: str, path: str) -> None:
    with translation.override(language):
        found = reverse("story", args=[path, 17, "zima_2-A"])
    assert story_url(language, path, 17, "zima_2-A") == found


def test_a_moved_rubric_answers_301_with_all_below_it(client: Client) -> None:
    old, new = newsroom.rubric("old"), newsroom.rubric("new")
    child = newsroom.rubric("child", parent=old)
    grandchild = newsroom.rubric("deep", parent=child)
    story = newsroom.story(section=grandchild, slug="zima")
    child.parent = new
    child.save()
    for former, present in (("/old/child/", "/new/child/"), ("/old/child/deep/", "/new/child/deep/")):
        answer = client.get(former)
        assert (answer.status_code, answer.headers["Location"]) == (301, present)
        assert client.get(present).status_code == 200
    answer = client.get(f"/old/child/deep/{story.pk}-zima/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/new/child/deep/{story.pk}-zima/")


def test_a_path_in_use_again_is_no_redirect(client: Client) -> None:
    section = newsroom.rubric("first")
    section.slug = "second"
    section.save()
    section.slug = "first"
    section.save()
    assert client.get("/first/").status_code == 200
    assert list(FormerRubricPath.objects.values_list("path", flat=True)) == ["second"]


def test_rubrics_cannot_take_addresses_of_other_parts() -> None:
    with pytest.raises(ValidationError):
        Rubric(slug="weather", menu_name_ru="Погода", full_name_ru="Погода").full_clean()
    with pytest.raises(IntegrityError, match="rubric_path_not_reserved"), transaction.atomic():
        newsroom.rubric("weather")


def first_segments(patterns: list[Any]) -> set[str]:
    """The words with which addresses of the site begin."""
    found: set[str] = set()
    for pattern in patterns:
        route = str(pattern.pattern).lstrip("^")
        if route:
            word = re.match(r"[a-z]+(?:-[a-z]+)*(?=/|$)", route)
            found |= {word[0]} if word else set()
        else:
            found |= first_segments(getattr(pattern, "url_patterns", []))
    return found


def test_every_first_segment_of_the_site_is_reserved() -> None:
    """A new address of ours must not be one that a rubric may already have taken."""
    taken = first_segments(urls.urlpatterns)
    assert {"admin", "archive", "weather"} <= taken
    assert taken - RESERVED_SEGMENTS == set()


def test_a_rubric_cannot_stand_inside_itself() -> None:
    top = newsroom.rubric("top")
    child = newsroom.rubric("child", parent=top)
    top.parent = child
    with pytest.raises(ValidationError):
        top.clean()


def test_two_moves_at_once_make_no_circle() -> None:
    first, second = newsroom.rubric("first"), newsroom.rubric("second")
    first.parent, second.parent = second, Rubric.objects.get(pk=first.pk)
    first.save()
    with pytest.raises(ValidationError):
        second.save()


def test_a_month_of_the_archive_is_no_story(client: Client) -> None:
    answer = client.get("/archive/2020/11/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/archive/2020/11/30/")
    assert client.get("/archive/2020/13/").status_code == 404
    assert client.get("/archive/2020/").status_code == 404
