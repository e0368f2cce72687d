"""The page of corrections and its feed."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Correction
from articles.views import corrections as page
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db: None) -> Article:
    newsroom.outlet()
    return newsroom.story("Мост закроют")


def told(story: Article, text: str, minutes: int = 0) -> Correction:
    at = timezone.now() - timedelta(minutes=minutes)
    return Correction.objects.create(article=story, kind="clarification", text=text, published_at=at)


def test_the_list_goes_on_without_a_gap_or_a_double(
    client: Client, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "PAGE_SIZE", 2)
    at = timezone.now() - timedelta(hours=1)
    rows = [
        Correction.objects.create(article=story, kind="reply", text=f"Ответ {n}", published_at=at)
        for n in range(5)
    ]
    seen: list[int] = []
    address = "/ispravleniya/"
    while address:
        answer = client.get(address)
        seen += [row.pk for row in answer.context["corrections"]]
        address = answer.context["older_url"]
    assert seen == [row.pk for row in reversed(rows)]


@pytest.mark.parametrize("value", ["", "x", "-1", "٣", "9" * 30, "0", "1.5", "999999"])
def test_an_address_that_never_was_ours_is_not_found(client: Client, story: Article, value: str) -> None:
    assert client.get("/ispravleniya/", {"before": value}).status_code == 404


def test_a_proposal_and_a_correction_of_tomorrow_mark_no_place(client: Client, story: Article) -> None:
    waiting = Correction.objects.create(article=story, kind="reply", text="Ждёт", published_at=None)
    tomorrow = told(story, "Завтра", minutes=-24 * 60)
    for row in (waiting, tomorrow):
        assert client.get("/ispravleniya/", {"before": row.pk}).status_code == 404


def test_a_withdrawn_story_takes_its_corrections_along_but_marks_their_place(
    client: Client, story: Article
) -> None:
    row = told(story, "Уточнили")
    Article.objects.update(**newsroom.hidden_states()["withdrawn"])
    assert "Уточнили" not in client.get("/ispravleniya/").content.decode()
    assert "Уточнили" not in client.get("/ispravleniya/rss.xml").content.decode()
    assert client.get("/ispravleniya/", {"before": row.pk}).status_code == 200


def test_the_feed_is_named_by_the_page_and_holds_hostile_words_as_words(
    client: Client, story: Article
) -> None:
    row = told(story, "<script>alert(1)</script> & \x0b вторник")
    assert "/ispravleniya/rss.xml" in client.get("/ispravleniya/").content.decode()
    answer = client.get("/ispravleniya/rss.xml")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(answer.content)[0]
    items = channel.findall("item")
    assert [item.findtext("title") for item in items] == ["Уточнение: Мост закроют"]
    assert items[0].findtext("description") == "&lt;script&gt;alert(1)&lt;/script&gt; &amp;  вторник"
    assert (items[0].findtext("guid") or "").endswith(f"/ispravleniya/#correction-{row.pk}")
    assert (items[0].findtext("link") or "").endswith(story.url)


def test_each_language_has_its_own_list(client: Client, story: Article) -> None:
    told(newsroom.story("Көпір", language="kk"), "Нақтыланды")
    told(story, "Уточнили")
    for path, here, elsewhere in (
        ("/ispravleniya/", "Уточнили", "Нақтыланды"),
        ("/kk/ispravleniya/", "Нақтыланды", "Уточнили"),
    ):
        for address in (path, f"{path}rss.xml"):
            text = client.get(address).content.decode()
            assert here in text
            assert elsewhere not in text


def test_the_text_of_a_feed_says_when_it_was_corrected(client: Client, story: Article) -> None:
    at = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    Article.objects.update(published_at=at - timedelta(hours=1))
    Correction.objects.create(article=story, kind="correction", text="Во вторник.", published_at=at)
    assert (
        "Исправление, 23 ноября 2026, 14:05.&lt;/strong&gt; Во вторник."
        in client.get("/rss.xml").content.decode()
    )
