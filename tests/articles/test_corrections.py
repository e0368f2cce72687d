"""Proposing, declining and publishing a correction: who may, what readers see, what the log keeps."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from articles import corrections, publishing, revisions, scheduled_changes
from articles.models import Article, Correction, Revision, Rubric, User
from articles.publishing import Change
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db

OLD, NEW = "Мост закроют в понедельник.", "Мост закроют во вторник."
TOLD = "Мост закроют во вторник, а не в понедельник, как сообщалось."


@pytest.fixture
def section(db: None) -> Rubric:
    newsroom.outlet()
    return newsroom.rubric("news")


@pytest.fixture
def story(section: Rubric) -> Article:
    made = draft(section, "Мост закроют", body=f"<p>{OLD}</p>")
    publishing.publish(made, made.revisions.get())
    return Article.objects.get(pk=made.pk)


def written(story: Article, kind: str = "correction", **fields: Any) -> Correction:
    return Correction(article=story, kind=kind, text=TOLD, **fields)


def proposed(story: Article, by: User | None = None, kind: str = "correction") -> Correction:
    correction = written(story, kind)
    corrections.propose(correction, by=by)
    return correction


def mended(story: Article, by: User | None = None) -> Revision:
    content = story.revisions.order_by("-number")[0].content | {"body": f"<p>{NEW}</p>"}
    return revisions.save_revision(story, content, by=by)


def surfaces(client: Client, story: Article) -> dict[str, str]:
    """What readers get, wherever they look; JSON-LD and RSS as text."""
    page = client.get(story.url).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    documents = [json.loads(text) for text in found]
    return {
        "page": page,
        "json-ld": json.dumps(documents, ensure_ascii=False),
        "rss": client.get("/rss.xml").content.decode(),
        "corrections": client.get("/ispravleniya/").content.decode(),
        # A feed without entries names the moment it was asked for.
        "corrections rss": re.sub(
            r"<lastBuildDate>.*?<", "<", client.get("/ispravleniya/rss.xml").content.decode()
        ),
    }


def test_readers_keep_the_old_text_until_the_correction_is_published(client: Client, story: Article) -> None:
    writer, editor = member(roles=("correspondent",)), desk_of(member(roles=("duty_editor",)))
    before = surfaces(client, story)
    Article.objects.update(created_by=writer)
    revision = mended(story, by=writer)
    proposal = proposed(story, by=writer)
    assert surfaces(client, story) == before
    assert OLD in before["page"]
    url = f"/admin/articles/article/{story.pk}/publish/"
    version = editor.get(url).context["form"]["version"].value()
    answers = {"revision": revision.pk, "version": version, "change": "correction", "when": "now"}
    assert editor.post(url, answers | {"correction-waiting": [proposal.pk]}).status_code == 302
    after = surfaces(client, story)
    assert OLD not in after["page"]
    assert NEW in after["page"]
    assert all(TOLD in text for text in after.values())
    assert "обновлено" in after["page"]
    comment = json.loads(re.findall(r'ld\+json">(.*?)</script>', after["page"])[0])["correction"]
    assert [(item["@type"], item["text"]) for item in comment] == [("CorrectionComment", TOLD)]
    proposal.refresh_from_db()
    assert (proposal.from_revision, proposal.to_revision) == (story.live_revision, revision)
    assert proposal.proposed_by == writer


def test_a_correction_without_a_new_version_changes_no_text(client: Client, story: Article) -> None:
    corrections.publish(written(story), by=member(roles=("editor",)))
    page = surfaces(client, story)["page"]
    assert OLD in page
    assert TOLD in page
    assert Correction.objects.get().to_revision == story.live_revision


@pytest.mark.parametrize(
    ("role", "kind", "allowed"),
    [
        ("correspondent", "correction", False),
        ("editor", "correction", True),
        ("duty_editor", "refutation", True),
        ("editor", "retraction", False),
        ("duty_editor", "retraction", False),
        ("chief_editor", "retraction", True),
        ("photo_editor", "correction", False),
        ("administrator", "correction", False),
    ],
)
def test_who_publishes_which_correction(story: Article, role: str, kind: str, allowed: bool) -> None:
    user, proposal = member(roles=(role,)), proposed(story, kind=kind)
    if allowed:
        corrections.publish(proposal, by=user)
    else:
        with pytest.raises(PermissionDenied):
            corrections.publish(proposal, by=user)
    assert Correction.objects.published().exists() == allowed


@pytest.mark.parametrize("role", ["photo_editor", "registry_curator", "administrator"])
def test_who_may_not_even_propose(story: Article, role: str) -> None:
    with pytest.raises(PermissionDenied):
        proposed(story, by=member(roles=(role,)))


def test_a_retraction_goes_with_a_version_only_by_the_chief(story: Article) -> None:
    retraction, revision = proposed(story, kind="retraction"), mended(story)
    with pytest.raises(PermissionDenied):
        publishing.publish(
            story,
            revision,
            by=member(roles=("duty_editor",)),
            change=Change.CORRECTION,
            corrections=[retraction],
        )
    assert Article.objects.get().live_revision != revision
    publishing.publish(
        story,
        revision,
        by=member(roles=("chief_editor",)),
        change=Change.CORRECTION,
        corrections=[retraction],
    )
    assert Correction.objects.published().get() == retraction


def test_a_retraction_does_not_become_a_lesser_thing_in_the_hands_of_an_editor(story: Article) -> None:
    retraction = proposed(story, kind="retraction")
    retraction.kind = "clarification"
    with pytest.raises(PermissionDenied):
        corrections.publish(retraction, by=member(roles=("editor",)))
    with pytest.raises(PermissionDenied):
        corrections.propose(retraction, by=member(roles=("editor",)))
    assert Correction.objects.get().kind == "retraction"


def test_a_proposal_is_mended_by_who_made_it_and_by_editors(story: Article) -> None:
    writer = member(roles=("correspondent",))
    proposal = proposed(story, by=writer)
    proposal.text = "Точнее."
    corrections.propose(proposal, by=writer)
    with pytest.raises(PermissionDenied):
        corrections.propose(proposal, by=member(roles=("correspondent",)))
    corrections.propose(proposal, by=member(roles=("editor",)))
    proposal.refresh_from_db()
    assert (proposal.text, proposal.proposed_by) == ("Точнее.", writer)


def test_declining_needs_a_reason_and_leaves_it_in_the_log(story: Article) -> None:
    writer, editor = member(roles=("correspondent",)), member(roles=("editor",))
    proposal = proposed(story, by=writer)
    with pytest.raises(ValidationError):
        corrections.decline(proposal, by=editor, reason="  ")
    with pytest.raises(PermissionDenied):
        corrections.decline(proposal, by=member(roles=("correspondent",)), reason="Не надо")
    corrections.decline(proposal, by=editor, reason="Дата верна: так в приказе")
    assert not Correction.objects.exists()
    event = story.events.get(kind="declined")
    assert (event.by, event.note, event.details["text"]) == (editor, "Дата верна: так в приказе", TOLD)
    assert event.details["proposed_by"] == writer.pk


def test_of_two_who_publish_one_proposal_the_second_is_told(story: Article) -> None:
    first, second = proposed(story), Correction.objects.get()
    corrections.publish(first, by=None)
    at = Correction.objects.get().published_at
    with pytest.raises(ValidationError):
        corrections.publish(second, by=None)
    with pytest.raises(ValidationError):
        corrections.propose(second, by=None)
    with pytest.raises(ValidationError):
        corrections.decline(second, by=None, reason="Поздно")
    with pytest.raises(ValidationError):
        publishing.publish(
            Article.objects.get(), mended(story), change=Change.CORRECTION, corrections=[second]
        )
    assert Correction.objects.get().published_at == at


def test_a_proposal_of_another_story_does_not_come_along(story: Article, section: Rubric) -> None:
    other = draft(section, "Другая")
    publishing.publish(other, other.revisions.get())
    foreign = proposed(Article.objects.get(pk=other.pk))
    with pytest.raises(ValidationError):
        publishing.publish(story, mended(story), change=Change.CORRECTION, corrections=[foreign])
    assert not Correction.objects.published().exists()


def test_a_proposal_waits_for_the_scheduled_change_and_comes_with_it(client: Client, story: Article) -> None:
    proposal, revision = proposed(story), mended(story)
    at = timezone.now() + timedelta(hours=1)
    scheduled_changes.schedule_change(
        story, revision, at=at, by=None, change=Change.CORRECTION, corrections=[proposal, written(story)]
    )
    assert TOLD not in client.get(story.url).content.decode()
    for act in (corrections.publish, corrections.propose):
        with pytest.raises(ValidationError):
            act(proposal, by=None)
    with pytest.raises(ValidationError):
        corrections.decline(proposal, by=None, reason="Нет")
    assert scheduled_changes.apply_if_due(story.pk, at)
    assert Correction.objects.published(timezone.now()).count() == 2
    assert set(Correction.objects.values_list("to_revision", flat=True)) == {revision.pk}


def test_a_change_that_is_called_off_leaves_its_corrections_waiting(story: Article) -> None:
    at = timezone.now() + timedelta(hours=1)
    scheduled_changes.schedule_change(
        story, mended(story), at=at, by=None, change=Change.CORRECTION, corrections=[written(story)]
    )
    scheduled_changes.cancel_change(story, by=None)
    waiting = corrections.waiting(story)
    assert [row.text for row in waiting] == [TOLD]
    corrections.decline(waiting[0], by=None, reason="Не нужно")


def test_what_readers_never_saw_is_not_corrected(section: Rubric) -> None:
    user = member(roles=("chief_editor",))
    with pytest.raises(PermissionDenied):
        proposed(draft(section), by=user)
    with pytest.raises(PermissionDenied):
        corrections.publish(written(draft(section, slug="vtoraya")), by=user)
