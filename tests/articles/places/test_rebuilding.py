"""Reading every story for places again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Mention, Place
from articles.places import mentions, rebuilding
from articles.places.rebuilding import rebuild
from articles.places.reference import load_places
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    newsroom.outlet()
    load_places()


def made_elsewhere(number: int) -> list[Article]:
    """Stories as an import writes them: nobody has looked for places."""
    return [
        newsroom.story(f"Снег {index}", body=f"<p>Снег в Риддере, история {index}. Алтай ждёт.</p>")
        for index in range(number)
    ]


def test_every_story_is_read_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 3)
    stories = made_elsewhere(7)
    assert [count for _last, count in rebuild()] == [3, 3, 1]
    assert Mention.objects.filter(place__slug="ridder", verdict="confirmed").count() == 7
    assert Mention.objects.filter(place__slug="altay", verdict="ask").count() == 7
    for story in stories:
        story.refresh_from_db()
        assert "'place:ridder'" in story.search_vector
    kept = stories[0].mentions.get(place__slug="ridder")
    assert stories[0].body[kept.link_start : kept.link_end] == "Риддере"


def test_it_goes_on_where_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    stories = made_elsewhere(5)
    begun = rebuild()
    last, _count = next(begun)
    begun.close()
    assert last == stories[1].pk
    assert Mention.objects.values("article").distinct().count() == 2
    assert sum(count for _last, count in rebuild(after=last)) == 3
    assert sum(count for _last, count in rebuild(unread=True)) == 0
    assert Mention.objects.values("article").distinct().count() == 5


def test_decisions_stay_and_what_is_gone_goes() -> None:
    [story] = made_elsewhere(1)
    list(rebuild())
    ids = dict(Place.objects.values_list("slug", "pk"))
    mentions.decide(Article.objects.get(pk=story.pk), {ids["altay"]: "confirmed"}, by=None)
    Article.objects.filter(pk=story.pk).update(body="<p>Снег в Хромтау.</p>", body_text="Снег в Хромтау.")
    list(rebuild())
    assert dict(story.mentions.values_list("place__slug", "verdict")) == {
        "khromtau": "confirmed",
        "altay": "",
    }
    assert story.mentions.get(place__slug="altay").decision == "confirmed"


def test_a_second_run_writes_no_story_again() -> None:
    made_elsewhere(3)
    list(rebuild())

    def versions() -> list[str]:
        return list(
            Article.objects.order_by("pk").extra(select={"row": "xmin::text"}).values_list("row", flat=True)
        )

    def mentions_written() -> list[str]:
        rows = Mention.objects.order_by("pk").extra(select={"row": "xmin::text"})
        return list(rows.values_list("row", flat=True))

    before = versions(), mentions_written()
    assert len(before[1]) == 6
    list(rebuild())
    assert (versions(), mentions_written()) == before


def test_a_version_that_waits_and_the_live_one_are_read_apart() -> None:
    [story] = made_elsewhere(1)
    content = {"headline": "Снег", "lead": "О нём.", "body": "<p>В Хромтау снег. Алтай ждёт.</p>"}
    story.working_revision = story.revisions.create(number=1, content=content)
    story.save(update_fields=["working_revision"])
    list(rebuild())
    found = story.mentions.values_list("place__slug", "verdict", "working_verdict", "times")
    assert sorted(found) == [
        ("altay", "ask", "ask", 1),
        ("khromtau", "", "confirmed", 1),
        ("ridder", "confirmed", "", 0),
    ]


def test_the_command_tells_its_progress_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    made_elsewhere(2)
    out = StringIO()
    call_command("rebuild_mentions", stdout=out)
    assert out.getvalue() == ""
    assert capsys.readouterr().out == ""
    assert Mention.objects.count() == 4


@pytest.mark.parametrize("number", [-1, 10**30])
def test_a_number_that_no_story_has_is_refused(number: int) -> None:
    with pytest.raises(CommandError, match="number of a story"):
        call_command("rebuild_mentions", after=number)
