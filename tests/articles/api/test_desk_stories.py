"""Drafts by programs: begun, read, changed by `If-Match`, and nothing ever overwritten or lost."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import api_keys, locking, work
from articles.models import Article, KeyScope, Revision, Rubric, User
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.articles.api.keys import program_of, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Rubric:
    return newsroom.rubric("nature")


@pytest.fixture
def writer() -> User:
    return member(roles=("correspondent",), first_name="Дана", last_name="Сериккызы")


@pytest.fixture
def program(writer: User) -> Client:
    return program_of(writer, "drafts")


def begin(program: Client, **fields: Any) -> Any:
    body = {"language": "ru", "headline": "Лёд на реке", "rubric": "nature", "body": "<p>Текст.</p>"}
    return sent(program, "POST", "desk/stories/", body | fields)


def test_a_story_is_begun_and_read_again(section: Rubric, writer: User, program: Client) -> None:
    topic, source, photo = newsroom.topic("led"), newsroom.source("kazhydromet"), newsroom.photo()
    author = newsroom.author("dana")
    answer = begin(
        program,
        body='<p onclick="x()">Текст <script>alert(1)</script><b>важный</b>.</p>',
        topics=["led", "led"],
        authors=["dana"],
        sources=[{"source": "kazhydromet", "url": "https://kazhydromet.example/1", "relation": "cites"}],
        lead_photo=photo.key,
        age_mark=12,
        note="Из ленты",
    )
    assert answer.status_code == 201, answer.content
    story = Article.objects.get()
    assert answer.headers["Location"] == f"/api/v1/desk/stories/{story.pk}/"
    assert answer.headers["Cache-Control"] == "private, no-store"
    kept = story.revisions.get()
    assert (story.created_by, kept.saved_by, kept.note) == (writer, writer, "Из ленты")
    assert kept.content["topics"] == [topic.pk]
    assert kept.content["authors"] == [author.pk]
    assert kept.content["sources"] == [
        {"source": source.pk, "url": "https://kazhydromet.example/1", "relation": "cites"}
    ]
    assert "script" not in kept.content["body"]
    assert "onclick" not in kept.content["body"]
    again = program.get(answer.headers["Location"])
    assert again.json() == answer.json()
    assert again.headers["ETag"] == answer.headers["ETag"]
    told = again.json()
    assert told["content"]["slug"] == "lyod-na-reke"
    assert told["content"]["lead_photo"] == photo.key
    assert (told["work_state"], told["publication"], told["revision"]["number"]) == ("draft", "none", 1)
    assert told["revision"]["saved_by"] == "Дана Сериккызы"
    assert Client().get(f"/api/v1/articles/{story.pk}/").status_code == 404


def test_the_next_version_keeps_what_was_not_sent(section: Rubric, program: Client) -> None:
    first = begin(program, lead="Коротко.", is_partner=True)
    answer = sent(
        program,
        "PATCH",
        f"desk/stories/{first.json()['id']}/",
        {"lead": "Новее."},
        If_Match=first.headers["ETag"],
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["content"] == first.json()["content"] | {"lead": "Новее."}
    assert answer.json()["revision"]["number"] == 2
    assert answer.headers["ETag"] != first.headers["ETag"]


def test_what_differs_in_nothing_makes_no_version(section: Rubric, program: Client) -> None:
    first = begin(program)
    same = {
        key: value for key, value in first.json()["content"].items() if key in {"headline", "body", "topics"}
    }
    answer = sent(
        program, "PATCH", f"desk/stories/{first.json()['id']}/", same, If_Match=first.headers["ETag"]
    )
    assert (answer.status_code, answer.json()["revision"]["number"]) == (200, 1)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("given", [{}, {"If_Match": "*"}, {"If_Match": ""}, {"If_Match": "7"}])
def test_a_change_says_which_version_was_read(
    section: Rubric, program: Client, given: dict[str, str]
) -> None:
    story = begin(program).json()["id"]
    answer = sent(program, "PATCH", f"desk/stories/{story}/", {"lead": "Моё"}, **given)
    assert (answer.status_code, answer.json()["code"]) == (428, "precondition_required")
    assert Revision.objects.count() == 1


def test_a_weak_tag_of_a_compressing_proxy_is_the_same(section: Rubric, program: Client) -> None:
    first = begin(program)
    tag = f"W/{first.headers['ETag'].removeprefix('W/')}"
    answer = sent(program, "PATCH", f"desk/stories/{first.json()['id']}/", {"lead": "Моё"}, If_Match=tag)
    assert answer.status_code == 200


def test_over_a_newer_version_nothing_is_saved_and_both_come_back(section: Rubric, program: Client) -> None:
    first = begin(program, lead="Было.")
    address, tag = f"desk/stories/{first.json()['id']}/", first.headers["ETag"]
    theirs = sent(program, "PATCH", address, {"lead": "Их."}, If_Match=tag)
    answer = sent(program, "PATCH", address, {"headline": "Мой заголовок"}, If_Match=tag)
    assert answer.status_code == 412
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["yours"] == first.json()["content"] | {"headline": "Мой заголовок"}
    assert problem["theirs"] == theirs.json()
    assert answer.headers["ETag"] == theirs.headers["ETag"]
    assert Revision.objects.count() == 2
    merged = sent(program, "PATCH", address, {"headline": "Мой заголовок"}, If_Match=answer.headers["ETag"])
    assert merged.json()["content"]["lead"] == "Их."


def test_a_step_of_work_is_a_change_too(section: Rubric, writer: User, program: Client) -> None:
    first = begin(program)
    work.submit(Article.objects.get(), by=None)
    work.return_with_remark(Article.objects.get(), by=None, remark="Проверьте цифры")
    answer = sent(
        program,
        "PATCH",
        f"desk/stories/{first.json()['id']}/",
        {"lead": "Моё"},
        If_Match=first.headers["ETag"],
    )
    assert answer.status_code == 412
    assert answer.json()["theirs"]["remark"] == "Проверьте цифры"


def test_who_types_in_the_form_is_not_written_over(section: Rubric, program: Client, writer: User) -> None:
    first = begin(program)
    address, tag = f"desk/stories/{first.json()['id']}/", first.headers["ETag"]
    story = Article.objects.get()
    colleague = member(roles=("editor",), first_name="Асель")
    lock = locking.acquire(story, colleague, uuid.uuid4())
    answer = sent(program, "PATCH", address, {"lead": "Моё"}, If_Match=tag)
    assert answer.status_code == 423
    assert "Асель" in answer.json()["detail"]
    assert Revision.objects.count() == 1
    lock.delete()
    locking.acquire(story, writer, uuid.uuid4())
    assert sent(program, "PATCH", address, {"lead": "Моё"}, If_Match=tag).status_code == 200


def test_the_photo_editor_changes_the_photo_and_nothing_else(section: Rubric) -> None:
    story, photo = draft(section), newsroom.photo()
    program = program_of(member(roles=("photo_editor",)))
    tag = program.get(f"/api/v1/desk/stories/{story.pk}/").headers["ETag"]
    address = f"desk/stories/{story.pk}/"
    both = {"lead_photo": photo.key, "headline": "Чужими руками"}
    assert sent(program, "PATCH", address, both, If_Match=tag).status_code == 403
    answer = sent(program, "PATCH", address, {"lead_photo": photo.key}, If_Match=tag)
    assert (answer.status_code, answer.json()["content"]["lead_photo"]) == (200, photo.key)


def test_keys_for_something_else_learn_nothing_of_drafts(section: Rubric, writer: User) -> None:
    story = draft(section)
    administrator = member(roles=("administrator",))
    _key, partner = api_keys.make(owner=None, name="Портал", scopes=[KeyScope.READ], by=administrator)
    clients = {
        401: [Client(), Client(headers={"Authorization": "Basic YTpi"})],
        403: [
            program_of(writer, "read", "photos", "publish"),
            Client(headers={"Authorization": f"Bearer {partner}"}),
        ],
    }
    for status, asked in clients.items():
        for client in asked:
            there = client.get(f"/api/v1/desk/stories/{story.pk}/")
            never = client.get("/api/v1/desk/stories/987654321/")
            assert (there.status_code, there.content) == (status, never.content)
            for method in ("PATCH", "POST"):
                answer = sent(client, method, f"desk/stories/{story.pk}/", {"lead": "x"}, If_Match='"1"')
                assert answer.status_code == status
    assert Client().get("/api/v1/desk/stories/").headers["WWW-Authenticate"] == 'Bearer realm="api"'


def test_the_list_is_ones_own_and_goes_on(section: Rubric, program: Client) -> None:
    mine = [begin(program, headline=f"Моя {number}").json()["id"] for number in range(3)]
    draft(section, "Чужая")
    page = program.get("/api/v1/desk/stories/?limit=2").json()
    assert [item["id"] for item in page["items"]] == mine[:0:-1]
    rest = program.get(page["links"]["next"]).json()
    assert [item["headline"] for item in rest["items"]] == ["Моя 0"]
    assert len(program.get("/api/v1/desk/stories/?mine=false").json()["items"]) == 4
    assert program.get("/api/v1/desk/stories/?work_state=ready").json()["items"] == []


def test_the_list_asks_as_much_for_thirty_as_for_three(section: Rubric, program: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert program.get("/api/v1/desk/stories/?mine=false&limit=100").status_code == 200
        return len(asked)

    for number in range(3):
        draft(section, f"Черновик {number}")
    program.get("/api/v1/desk/stories/")
    few = queries()
    for number in range(27):
        draft(section, f"Ещё {number}")
    assert queries() == few


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no headline": ({"headline": ""}, "/headline"),
    "only spaces": ({"headline": " \u00a0 "}, "/headline"),
    "a line break": ({"headline": "Лёд\nна реке"}, "/headline"),
    "a separator of lines": ({"short_title": "Лёд\u2028на реке"}, "/short_title"),
    "two lines for search engines": ({"seo_title": "Лёд\r\nна реке"}, "/seo_title"),
    "a mark of direction alone": ({"headline": "\u202e"}, "/headline"),
    "joiners alone": ({"headline": "\u200d\u200d"}, "/headline"),
    "a lead that nobody sees": ({"lead": "\u2800\ufeff"}, "/lead"),
    "too long": ({"headline": "а" * 201}, "/headline"),
    "NUL": ({"headline": "а\x00б"}, "/headline"),
    "a number": ({"headline": {"ru": "x"}}, "/headline"),
    "no rubric": ({"rubric": "nowhere"}, "/rubric"),
    "an id": ({"rubric": 7**40}, "/rubric"),
    "a photo": ({"lead_photo": "x" * 31}, "/lead_photo"),
    "a slug": ({"slug": "с пробелом"}, "/slug"),
    "a topic": ({"topics": ["none"]}, "/topics/0"),
    "topics": ({"topics": "led"}, "/topics"),
    "many topics": ({"topics": ["x"] * 51}, "/topics"),
    "a source": ({"sources": [{"source": "none"}]}, "/sources/0/source"),
    "a source's address": ({"sources": [{"source": "x", "url": "javascript:alert(1)"}]}, "/sources/0/url"),
    "an age": ({"age_mark": 13}, "/age_mark"),
    "a language": ({"language": "fr"}, "/language"),
    "a long text": ({"body": "<p>" + "а" * 400_001 + "</p>"}, "/body"),
    "unknown": ({"work_state": "ready"}, "/work_state"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_used_is_named_and_changes_nothing(
    section: Rubric, program: Client, case: str
) -> None:
    fields, pointer = BAD[case]
    answer = begin(program, **fields)
    assert answer.status_code == 400, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert not Article.objects.exists()


RAW: dict[str, tuple[bytes, str, set[int]]] = {
    "deep": (b'{"headline":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "application/json", {400}),
    "lone surrogate": (b'{"headline": "\\ud800"}', "application/json", {400}),
    "not UTF-8": (b'{"headline": "\xff"}', "application/json", {400}),
    "not an object": (b"[1, 2]", "application/json", {400}),
    "infinity": (b'{"headline": Infinity}', "application/json", {400}),
    "long number": (b'{"age_mark": ' + b"9" * 5000 + b"}", "application/json", {400}),
    "nothing": (b"", "application/json", {400}),
    "a form": (b"headline=x", "application/x-www-form-urlencoded", {415}),
    "XML": (b"<x/>", "application/xml", {415}),
    "no type": (b"{}", "", {415}),
    "fifty megabytes": (b'{"headline": "' + b"a" * 50_000_000 + b'"}', "application/json", {413}),
}


@pytest.mark.parametrize("case", RAW)
def test_a_body_that_cannot_be_read_is_a_problem(section: Rubric, program: Client, case: str) -> None:
    body, content_type, statuses = RAW[case]
    answer = program.generic("POST", "/api/v1/desk/stories/", body, content_type=content_type)
    assert answer.status_code in statuses
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert not Article.objects.exists()


def test_other_methods_are_named(section: Rubric, program: Client) -> None:
    answer = program.put("/api/v1/desk/stories/", b"{}", content_type="application/json")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


def test_an_item_of_a_list_is_whole_in_a_change_too(section: Rubric, program: Client) -> None:
    answer = begin(program)
    path = answer.headers["Location"].removeprefix("/api/v1/")
    refused = sent(program, "PATCH", path, {"sources": [{}]}, If_Match=answer.headers["ETag"])
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/sources/0/source")
    assert Revision.objects.count() == 1
