"""Search in the API: what is found, how it is marked, and where it goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from articles import search_results
from articles.models import Article, Mention, Place
from articles.places.reference import load_places
from articles.search_marks import START, STOP, as_html, as_ranges
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site() -> None:
    newsroom.outlet()


def search(client: Client, **parameters: Any) -> Any:
    answer = client.get("/api/v1/search/", parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def headlines(answer: Any) -> list[str]:
    return [item["article"]["headline"] for item in answer["items"]]


def about(place: str, headline: str) -> Article:
    """A story that was read for places and surely means this one."""
    story = newsroom.story(headline)
    Mention.objects.create(article=story, place=Place.objects.get(slug=place), verdict="confirmed")
    Article.objects.filter(pk=story.pk).update(place_tokens=f"'place:{place}':1D")
    return story


def test_words_are_found_in_any_form_and_marked_as_ranges(client: Client) -> None:
    newsroom.story("🌊 Река <встала>", body="<p>На реке 1 &lt; 2, и река широка.</p>")
    newsroom.story("О погоде")
    answer = search(client, q="реки")
    [item] = answer["items"]
    assert answer["is_similar"] is False
    assert item["headline"] == {"text": "🌊 Река <встала>", "marks": [{"start": 3, "end": 7}]}
    marked = item["snippet"]["text"].encode("utf-16-le")
    words = [marked[2 * mark["start"] : 2 * mark["end"]] for mark in item["snippet"]["marks"]]
    assert [word.decode("utf-16-le") for word in words] == ["реке", "река"]


def test_ranges_and_html_mark_the_same() -> None:
    text = f"а {START}б{STOP}{START}в{STOP} & {START}🌊{STOP}"
    assert as_ranges(text) == ("а бв & 🌊", [(2, 3), (3, 4), (7, 9)])
    assert as_html(text) == "а <mark>б</mark><mark>в</mark> &amp; <mark>🌊</mark>"


def test_the_places_of_a_query_are_echoed(client: Client) -> None:
    load_places()
    about("kurchatov", "Новая школа учёных")
    newsroom.story("Другое")
    answer = search(client, q="школа в Курчатове")
    assert [(place["slug"], place["words"]) for place in answer["places"]] == [("kurchatov", "Курчатове")]
    assert answer["places"][0]["name"]["ru"] == "Курчатов"
    assert answer["words"] == "школа"
    assert headlines(search(client, q="Курчатов")) == ["Новая школа учёных"]
    assert headlines(search(client, place="kurchatov")) == ["Новая школа учёных"]
    assert headlines(search(client, place="kurchatov", q="погода")) == []


def test_a_misspelled_query_finds_what_looks_like_it_and_says_so(client: Client) -> None:
    newsroom.story("Открылась новая библиотека")
    answer = search(client, q="бибилотека")
    assert (headlines(answer), answer["is_similar"]) == (["Открылась новая библиотека"], True)
    assert answer["items"][0]["headline"]["marks"] == []
    nothing = search(client, q="щщщщщщ")
    assert (nothing["items"], nothing["is_similar"], nothing["links"]["next"]) == ([], False, None)


def test_by_language(client: Client) -> None:
    newsroom.story("Мост")
    newsroom.story("Мост", language="kk")
    assert [item["article"]["language"] for item in search(client, q="мост", language="kk")["items"]] == [
        "kk"
    ]
    assert len(search(client, q="мост")["items"]) == 2


def test_pages_hold_still_while_news_flows_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the edge of the ranked window as well: two windows and a part of the third."""
    monkeypatch.setattr(search_results, "WINDOW", 8)
    there = {newsroom.story(f"Вода {number}").pk for number in range(19)}
    seen: list[int] = []
    address = "/api/v1/search/?q=вода&limit=3"
    while address:
        page = client.get(address).json()
        seen += [item["article"]["id"] for item in page["items"]]
        newsroom.story("Вода вода вода", age=timedelta(seconds=1))
        address = page["links"]["next"]
    assert len(seen) == len(set(seen))
    assert set(seen) == there


def test_a_story_withdrawn_between_two_pages_is_on_none(client: Client) -> None:
    made = [newsroom.story(f"Вода {number}") for number in range(6)]
    first = search(client, q="вода", limit=3)
    shown = {item["article"]["id"] for item in first["items"]}
    gone = next(story for story in made if story.pk not in shown)
    Article.objects.filter(pk=gone.pk).update(publication="none")
    rest = client.get(first["links"]["next"]).json()
    assert len(rest["items"]) == 2
    assert gone.pk not in {item["article"]["id"] for item in rest["items"]}


def test_the_words_alone_are_looked_for_where_nobody_wrote_of_the_place(client: Client) -> None:
    load_places()
    newsroom.story("Академик Курчатов и его ученики")
    Article.objects.update(place_tokens="")
    answer = search(client, q="Курчатов")
    assert headlines(answer) == ["Академик Курчатов и его ученики"]
    assert answer["places"] == []
