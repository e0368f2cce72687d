"""Search in both languages, forgiving what people type."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import search_results
from articles.models import Article
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site() -> None:
    newsroom.outlet()


def found(client: Client, query: str, path: str = "/search/") -> list[str]:
    return [result.article.headline for result in client.get(path, {"q": query}).context["results"]]


@pytest.mark.parametrize(
    "query", ["библиотека", "БИБЛИОТЕКИ", "библиотеками", "новая библиотека", '"новая библиотека"']
)
def test_russian_is_found_in_any_form(query: str, client: Client) -> None:
    newsroom.story("Открылась новая библиотека")
    newsroom.story("О погоде")
    assert found(client, query) == ["Открылась новая библиотека"]


@pytest.mark.parametrize("query", ["ещё снег", "еще снег", "ЕЩЁ СНЕГ"])
def test_yo_and_ye_are_one_letter(query: str, client: Client) -> None:
    newsroom.story("Ещё снег и лёд")
    assert found(client, query) == ["Ещё снег и лёд"]


@pytest.mark.parametrize("query", ["мектеп", "мектептің", "мектебі", "қазақ тілі"])
def test_kazakh_is_found_by_the_beginning_of_a_word(query: str, client: Client) -> None:
    newsroom.story("Қазақ тілі мен мектебі, мектептің кітабы", language="kk")
    assert len(found(client, query)) == 1


def test_kazakh_is_found_when_typed_without_its_letters(client: Client) -> None:
    newsroom.story("Өскемен қаласы", language="kk")
    assert found(client, "оскемен") == ["Өскемен қаласы"]


@pytest.mark.parametrize("query", ["бибилотека", "библатека", "Библиотка"])
def test_typos_are_forgiven_and_said_to_be(query: str, client: Client) -> None:
    newsroom.story("Открылась новая библиотека")
    answer = client.get("/search/", {"q": query})
    assert [result.article.headline for result in answer.context["results"]] == ["Открылась новая библиотека"]
    assert answer.context["similar"] is True


def test_the_words_are_marked_and_the_rest_is_escaped(client: Client) -> None:
    newsroom.story("Река <script> & лёд", body="<p>На реке 1 &lt; 2, и река широка.</p>")
    result = client.get("/search/", {"q": "река"}).context["results"][0]
    assert result.headline_marked == "<mark>Река</mark> &lt;script&gt; &amp; лёд"
    assert "<mark>реке</mark> 1 &lt; 2" in result.snippet


def test_a_word_in_the_headline_ranks_above_one_in_the_text(client: Client) -> None:
    newsroom.story("Разное", body="<p>Упомянули и мост.</p>", age=timedelta(minutes=1))
    newsroom.story("Мост построили", age=timedelta(days=9))
    assert found(client, "мост")[0] == "Мост построили"


@pytest.mark.parametrize(
    "query", ["'", "((", "a:*", "\\", "-", "!", "<->", "&|", "\ue000", "🙂", "а" * 3000, "  "]
)
def test_garbage_is_no_error(query: str, client: Client) -> None:
    newsroom.story()
    assert client.get("/search/", {"q": query}).status_code in {200, 400}


def test_older_results_are_reached_without_page_numbers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_results, "WINDOW", 30)
    for index in range(75):
        newsroom.story(f"Новость о реке {index}", age=timedelta(hours=index + 1))
    seen: list[int] = []
    address: str | None = "/search/?q=река"
    while address:
        answer = client.get(address)
        seen += [result.article.pk for result in answer.context["results"]]
        address = answer.context.get("older_url")
    assert len(seen) == len(set(seen)) == Article.objects.count() == 75


@pytest.mark.parametrize(("looked_through", "further"), [(0, 5), (2, 2), (2, 3), (4, 1), (6, 5), (1000, 5)])
def test_the_newest_matches_are_the_same_however_far_is_looked(
    looked_through: int, further: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among the newest stories first, then by the index of words: what is found does not tell which."""
    monkeypatch.setattr(search_results, "LOOKED_THROUGH", looked_through)
    monkeypatch.setattr(search_results, "FURTHER", further)
    rivers = [newsroom.story(f"О реке {age}", age=timedelta(days=age)) for age in range(0, 12, 2)]
    for age in range(1, 12, 2):
        newsroom.story(f"О погоде {age}", age=timedelta(days=age))
    numbers = [story.pk for story in rivers]
    monkeypatch.setattr(search_results, "WINDOW", 3)

    def window(before: Article | None = None) -> list[int]:
        return search_results.best_matches(Article.objects.published(), "река", before).ids

    assert set(window()) == set(numbers[:3])
    assert set(window(rivers[1])) == set(numbers[2:5])
    assert set(window(rivers[3])) == set(numbers[4:])


def test_a_rare_word_is_looked_for_in_the_index_of_words() -> None:
    """Not in every story there is: of a million that took ten seconds."""
    for index in range(30):
        newsroom.story(f"О погоде {index}", age=timedelta(hours=index))
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as queries:
        assert search_results.best_matches(Article.objects.published(), "абракадабра").ids == []
        # Were an index of dates of any use, it would be used.
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {queries.captured_queries[-1]['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert re.search(r"Sort Key: \(\(\S*published_at \+", plan), plan
