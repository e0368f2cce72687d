"""Corrections at the desk: the page of a story, the page «Publish», the list of all."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import corrections, publishing, revisions, scheduled_changes
from articles.models import Article, Correction, Revision, Rubric, StoryEvent, User
from articles.publishing import Change
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db


def page_url(story: Article, tail: str = "") -> str:
    return f"/admin/articles/article/{story.pk}/correction/{tail}"


def publish_url(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/publish/"


def written(**changes: Any) -> dict[str, Any]:
    values = {
        "kind": "correction",
        "text": "Во вторник, а не в понедельник.",
        "placement": "top",
        "requested_by": "Акимат",
        "basis": "Письмо № 7",
        "do": "publish",
    }
    return values | changes


def second(story: Article) -> Revision:
    content = story.revisions.order_by("-number")[0].content | {"headline": "Вторая"}
    return revisions.save_revision(story, content, by=None)


def to_publish(desk: Client, story: Article, **changes: Any) -> dict[str, Any]:
    form = desk.get(publish_url(story)).context["form"]
    newest = story.revisions.order_by("-number")[0]
    values = {
        "revision": newest.pk,
        "version": form["version"].value(),
        "change": "correction",
        "when": "now",
    }
    return values | changes


def proposal_of(story: Article, by: User | None = None, **fields: Any) -> Correction:
    made = Correction(article=story, **{"kind": "correction", "text": "Ждёт своего часа"} | fields)
    corrections.propose(made, by=by)
    return made


def test_an_editor_publishes_a_correction_at_the_live_text(
    desk: Client, editor: User, live_story: Article
) -> None:
    assert desk.post(page_url(live_story), written()).status_code == 302
    row = Correction.objects.get()
    assert row.published_at is not None
    assert (row.kind, row.placement, row.requested_by, row.basis) == (
        "correction",
        "top",
        "Акимат",
        "Письмо № 7",
    )
    assert (row.proposed_by, row.published_by) == (editor, editor)
    assert row.to_revision == live_story.live_revision
    assert live_story.events.filter(kind="correction", by=editor).count() == 1


def test_an_editor_keeps_it_for_the_next_version(desk: Client, live_story: Article) -> None:
    assert desk.post(page_url(live_story), written(do="keep")).status_code == 302
    assert Correction.objects.get().published_at is None
    notices = desk.get(f"/admin/articles/article/{live_story.pk}/change/").context["notices"]
    assert [notice.url for notice in notices] == [page_url(live_story)]


def test_a_correspondent_only_proposes_whatever_is_posted(live_story: Article) -> None:
    writer = member(roles=("correspondent",))
    client = desk_of(writer)
    assert "do" not in client.get(page_url(live_story)).context["form"].fields
    assert client.post(page_url(live_story), written(do="publish")).status_code == 302
    row = Correction.objects.get()
    assert (row.published_at, row.proposed_by) == (None, writer)


def test_a_retraction_is_left_to_the_chief_in_words(desk: Client, live_story: Article) -> None:
    page = desk.post(page_url(live_story), written(kind="retraction"))
    assert "do" in page.context["form"].errors
    assert "Письмо № 7" in page.content.decode()
    assert desk.post(page_url(live_story), written(kind="retraction", do="keep")).status_code == 302
    row = Correction.objects.get()
    assert desk.get(page_url(live_story, f"{row.pk}/")).status_code == 200
    chief = desk_of(member(roles=("chief_editor",)))
    values = chief.get(page_url(live_story, f"{row.pk}/")).context["form"]
    again = written(kind="retraction", seen=values["seen"].value())
    assert chief.post(page_url(live_story, f"{row.pk}/"), again).status_code == 302
    assert Correction.objects.published().exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"text": "x\x00y"}, "text"),
        ({"kind": "apology"}, "kind"),
        ({"placement": "left"}, "placement"),
        ({"requested_by": "x" * 201}, "requested_by"),
        ({"do": "burn"}, "do"),
    ],
)
def test_a_senseless_answer_is_refused_in_words(
    desk: Client, live_story: Article, changes: dict[str, str], field: str
) -> None:
    page = desk.post(page_url(live_story), written(**changes))
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Correction.objects.exists()


def test_two_who_mend_one_proposal_do_not_overwrite_each_other(desk: Client, live_story: Article) -> None:
    row = proposal_of(live_story)
    url = page_url(live_story, f"{row.pk}/")
    seen = desk.get(url).context["form"]["seen"].value()
    assert desk.post(url, written(do="keep", text="Первый", seen=seen)).status_code == 302
    page = desk.post(url, written(text="Второй", seen=seen))
    assert page.context["form"].non_field_errors()
    assert "Второй" in page.content.decode()
    row.refresh_from_db()
    assert (row.text, row.published_at) == ("Первый", None)


def test_declining_asks_for_a_reason(desk: Client, live_story: Article) -> None:
    row = proposal_of(live_story)
    url = page_url(live_story, f"{row.pk}/decline/")
    assert "reason" in desk.post(url, {"reason": " "}).context["form"].errors
    assert desk.post(url, {"reason": "Всё верно"}).status_code == 302
    assert not Correction.objects.exists()
    log = desk.get(f"/admin/articles/article/{live_story.pk}/log/").content.decode()
    assert "Всё верно" in log
    assert "Ждёт своего часа" in log


def test_a_published_correction_is_not_mended(desk: Client, live_story: Article) -> None:
    row = corrections.correct(live_story, kind="correction", text="Сказано")
    for tail in (f"{row.pk}/", f"{row.pk}/decline/"):
        assert desk.get(page_url(live_story, tail)).status_code == 404
        assert desk.post(page_url(live_story, tail), written()).status_code == 404
    url = f"/admin/articles/correction/{row.pk}/change/"
    assert desk.get(url).status_code == 200
    assert desk.post(url, written(text="Иначе")).status_code == 403
    assert desk.post(f"/admin/articles/correction/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert row.text == "Сказано"


def test_a_proposal_of_somebody_else_is_not_a_correspondents(live_story: Article) -> None:
    row = proposal_of(live_story, by=member(roles=("correspondent",)))
    client = desk_of(member(roles=("correspondent",)))
    for tail in (f"{row.pk}/", f"{row.pk}/decline/"):
        assert client.get(page_url(live_story, tail)).status_code == 403
        assert client.post(page_url(live_story, tail), written(reason="x")).status_code == 403
    assert "Ждёт своего часа" in client.get(page_url(live_story)).content.decode()


@pytest.mark.parametrize("role", ["photo_editor", "registry_curator", "administrator", ""])
def test_who_writes_no_corrections_has_no_page(live_story: Article, role: str) -> None:
    row = proposal_of(live_story)
    client = desk_of(member(roles=(role,)))
    for tail in ("", f"{row.pk}/", f"{row.pk}/decline/"):
        assert client.get(page_url(live_story, tail)).status_code == 403
        assert client.post(page_url(live_story, tail), written(reason="x")).status_code == 403


def test_strange_addresses_are_not_found(desk: Client, live_story: Article, section: Rubric) -> None:
    other = draft(section, "Другая", slug="drugaya")
    row = proposal_of(live_story)
    for address in (
        page_url(live_story, "9" * 30 + "/"),
        page_url(other, f"{row.pk}/"),
        page_url(live_story, "0/"),
    ):
        assert desk.get(address).status_code == 404


def test_a_mended_mistake_is_not_published_without_a_word_to_readers(
    desk: Client, live_story: Article
) -> None:
    revision = second(live_story)
    page = desk.post(publish_url(live_story), to_publish(desk, live_story))
    assert page.context["form"].non_field_errors()
    assert page.context["form"].corrections.errors
    assert Article.objects.get().live_revision != revision


def test_a_correction_is_written_on_the_page_of_publishing(
    desk: Client, editor: User, live_story: Article
) -> None:
    revision = second(live_story)
    told = {"correction-kind": "clarification", "correction-text": "Уточнили", "correction-placement": "top"}
    assert desk.post(publish_url(live_story), to_publish(desk, live_story, **told)).status_code == 302
    row = Correction.objects.get()
    assert (row.kind, row.text, row.placement) == ("clarification", "Уточнили", "top")
    assert (row.from_revision, row.to_revision) == (live_story.live_revision, revision)
    assert (row.proposed_by, row.published_by) == (editor, editor)
    assert Article.objects.get().updated_at is not None


def test_proposals_are_ticked_on_the_page_of_publishing(desk: Client, live_story: Article) -> None:
    ticked, left = proposal_of(live_story, text="Эта"), proposal_of(live_story, text="Не эта")
    second(live_story)
    values = to_publish(desk, live_story, change="update", **{"correction-waiting": [ticked.pk]})
    assert desk.post(publish_url(live_story), values).status_code == 302
    assert Correction.objects.published().get() == ticked
    assert corrections.waiting(live_story) == [left]


def test_a_typing_error_needs_no_correction_and_takes_none(desk: Client, live_story: Article) -> None:
    second(live_story)
    told = {"correction-text": "Уточнили"}
    page = desk.post(publish_url(live_story), to_publish(desk, live_story, change="typo", **told))
    assert "change" in page.context["form"].errors
    assert desk.post(publish_url(live_story), to_publish(desk, live_story, change="typo")).status_code == 302
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [
        {"correction-waiting": ["9" * 30]},
        {"correction-waiting": ["x"]},
        {"correction-kind": "apology", "correction-text": "x"},
        {"correction-kind": "retraction", "correction-text": "Отзываем"},
        {"correction-text": "x" * 2001},
        {"correction-text": "x\x00"},
    ],
)
def test_a_senseless_correction_publishes_nothing(
    desk: Client, live_story: Article, answers: dict[str, Any]
) -> None:
    proposal_of(live_story)
    revision = second(live_story)
    page = desk.post(publish_url(live_story), to_publish(desk, live_story, **answers))
    assert page.status_code == 200
    assert page.context["form"].errors
    assert Article.objects.get().live_revision != revision
    assert not Correction.objects.published().exists()


def test_a_correction_that_was_published_meanwhile_is_told_of(desk: Client, live_story: Article) -> None:
    row = proposal_of(live_story)
    second(live_story)
    values = to_publish(desk, live_story, **{"correction-waiting": [row.pk]})
    corrections.publish(row, by=None)
    page = desk.post(publish_url(live_story), values)
    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_change_for_later_takes_its_correction_along(desk: Client, live_story: Article) -> None:
    revision = second(live_story)
    at = timezone.localtime() + timedelta(hours=2)
    values = to_publish(
        desk, live_story, when="at", at=f"{at:%Y-%m-%dT%H:%M:%S}", **{"correction-text": "Уточнили"}
    )
    assert desk.post(publish_url(live_story), values).status_code == 302
    row = Correction.objects.get()
    assert row.published_at is None
    page = desk.get(page_url(live_story))
    assert [item["is_planned"] for item in page.context["waiting"]] == [True]
    refused = desk.post(page_url(live_story, f"{row.pk}/decline/"), {"reason": "Нет"})
    assert refused.context["form"].non_field_errors()
    assert scheduled_changes.apply_if_due(live_story.pk, at + timedelta(seconds=1))
    row.refresh_from_db()
    assert row.to_revision == revision


def test_who_publishes_but_may_not_correct_is_not_asked_for_corrections(section: Rubric) -> None:
    section.correspondents_publish = True
    section.save()
    writer = member(roles=("correspondent",))
    writer.rubrics.add(section)
    story = draft(section)
    Article.objects.update(created_by=writer)
    publishing.publish(story, story.revisions.get())
    client = desk_of(writer)
    form = client.get(publish_url(story)).context["form"]
    assert form.corrections is None
    assert [value for value, _label in form.fields["change"].choices] == ["typo", "update"]
    second(story)
    assert client.post(publish_url(story), to_publish(client, story)).status_code == 200


def test_the_list_shows_proposals_first_and_leads_to_them(desk: Client, live_story: Article) -> None:
    told = corrections.correct(live_story, kind="reply", text="Сказано")
    waiting = proposal_of(live_story)
    for state, expected in (
        ("", [waiting, told]),
        ("proposed", [waiting]),
        ("published", [told]),
        ("x", [waiting, told]),
    ):
        rows = desk.get("/admin/articles/correction/", {"state": state}).context["cl"].result_list
        assert list(rows) == expected
    answer = desk.get(f"/admin/articles/correction/{waiting.pk}/change/")
    assert answer.headers["Location"] == page_url(live_story, f"{waiting.pk}/")
    assert desk.get("/admin/articles/correction/add/").status_code == 403


def test_silent_typos_are_counted_for_a_month(desk: Client, live_story: Article) -> None:
    for change in (Change.TYPO, Change.TYPO, Change.UPDATE):
        publishing.publish(Article.objects.get(), second(live_story), change=change)
    page = desk.get("/admin/articles/correction/")
    assert page.context["silent_typos"] == 2
    StoryEvent(
        article=live_story, kind="changed", details={"change": "typo"}, at=timezone.now() - timedelta(days=31)
    ).save()
    assert desk.get("/admin/articles/correction/").context["silent_typos"] == 2


@pytest.mark.parametrize("do", ["publish", "keep"])
def test_a_correction_that_is_pressed_twice_is_one(desk: Client, live_story: Article, do: str) -> None:
    url, values = page_url(live_story), written(do=do)
    assert desk.post(url, values).status_code == 302
    again = desk.post(url, values)
    assert again.status_code == 200
    assert again.context["form"].non_field_errors()
    assert Correction.objects.count() == 1
