"""The list of the library: narrowed by rights, by who and when, by words; never counted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Photo, User
from articles.models.photo_rights import Problem
from tests import newsroom
from tests.articles.admin.conftest import desk_of, member

LIST = "/admin/articles/photo/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo_editor(db: None) -> User:
    return member(roles=("photo_editor",))


@pytest.fixture
def library(photo_editor: User) -> Client:
    return desk_of(photo_editor)


@pytest.fixture
def shelf(photo_editor: User) -> None:
    """One photo of each standing, told apart by its credit."""
    today = timezone.localdate()
    newsroom.photo(credit="free of care", rendered=True)
    newsroom.photo(credit="mine", uploaded_by=photo_editor, rendered=True, licence="stock")
    newsroom.photo(credit="soon", rights_until=today + timedelta(days=30), licence="agency", rendered=True)
    newsroom.photo(credit="later", rights_until=today + timedelta(days=31), licence="agency", rendered=True)
    newsroom.photo(credit="last day", rights_until=today, licence="agency", rendered=True)
    newsroom.photo(credit="ended", rights_until=today - timedelta(days=1), licence="agency", rendered=True)
    newsroom.photo(credit="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Жалоба", rendered=True)
    newsroom.photo(credit="unasked", consent="not_obtained", rendered=True)
    newsroom.photo(credit="waiting")


def credits(client: Client, query: str) -> set[str]:
    answer = client.get(LIST + query)
    assert answer.status_code == 200, query
    return {photo.credit for photo in answer.context["cl"].result_list}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?rights=showable", {"free of care", "mine", "soon", "later", "last day", "waiting"}),
        ("?rights=ends_soon", {"soon", "last day"}),
        ("?rights=ended", {"ended"}),
        ("?rights=withdrawn", {"withdrawn"}),
        ("?rights=no_consent", {"unasked"}),
        ("?rights=not_ready", {"waiting"}),
        ("?licence=stock", {"mine"}),
        ("?mine=1", {"mine"}),
        ("?q=CARE", {"free of care"}),
        ("?rights=showable&licence=agency&q=day", {"last day"}),
    ],
)
def test_filters(shelf: None, library: Client, query: str, found: set[str]) -> None:
    assert credits(library, query) == found


@pytest.mark.parametrize(
    "query", ["?rights=x", "?rights=%00", "?mine=9", "?q=%00", "?q=" + "а" * 5000, "?p=99999"]
)
def test_hostile_addresses_break_nothing(shelf: None, library: Client, query: str) -> None:
    assert library.get(LIST + query).status_code in {200, 302, 400}


def test_the_day_narrows_the_list(library: Client) -> None:
    newsroom.photo(credit="today")
    old = newsroom.photo(credit="old")
    Photo.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=400))
    answer = library.get(LIST)
    [choice] = [
        choice["query_string"]
        for spec in answer.context["cl"].filter_specs
        for choice in spec.choices(answer.context["cl"])
        if "uploaded_at" in choice["query_string"] and spec.links[1][0] == choice["display"]
    ]
    assert credits(library, choice) == {"today"}


def test_the_list_says_why_a_photo_is_not_shown(shelf: None, library: Client) -> None:
    page = library.get(LIST).content.decode()
    for problem in (Problem.WITHDRAWN, Problem.RIGHTS_ENDED, Problem.NO_CONSENT):
        assert str(problem.label) in page


def test_one_click_leads_to_where_it_is_used(library: Client) -> None:
    photo = newsroom.photo()
    assert f"/admin/articles/photo/{photo.pk}/uses/" in library.get(LIST).content.decode()


def test_a_field_that_asks_for_a_photo_is_offered_what_may_be_shown(shelf: None) -> None:
    editor = desk_of(member(roles=("editor",)))
    offered = editor.get(
        "/admin/autocomplete/", {"app_label": "articles", "model_name": "article", "field_name": "lead_photo"}
    ).json()["results"]
    hidden = Photo.objects.filter(credit__in=["ended", "withdrawn", "unasked"]).values_list("pk", flat=True)
    assert len(offered) == 6
    assert not {int(row["id"]) for row in offered} & set(hidden)


def test_as_many_queries_for_a_hundred_photos_as_for_ten_and_none_counts(library: Client) -> None:
    counts = []
    for number in (10, 90):
        Photo.objects.bulk_create(
            [
                Photo(alt_ru="x", credit="y", licence="own", width=3, height=2, original="originals/x")
                for _row in range(number)
            ]
        )
        library.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert library.get(LIST + "?q=x&rights=showable").status_code == 200
        counts.append(len(queries))
        assert not any("COUNT(" in query["sql"] for query in queries.captured_queries)
    assert counts[0] == counts[1]
