"""Search knows places: any form, alias, former name or language of one place, and no other place."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing, revisions, search_results
from articles.content import SCHEMA, Content
from articles.models import Article, Place, Rubric
from articles.places import packaged
from articles.places.reference import load_places
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def site(rows_of_the_module: None) -> None:
    newsroom.outlet()
    load_places()


def publish(headline: str, body: str = "", language: str = "ru") -> Article:
    content = Content(
        schema=SCHEMA,
        headline=headline,
        short_title="",
        seo_title="",
        lead="",
        slug="story",
        body=f"<p>{body or headline}</p>",
        age_mark=None,
        is_partner=False,
        is_unverified=False,
        rubric=(Rubric.objects.first() or newsroom.rubric("news")).pk,
        lead_photo=None,
        topics=[],
        authors=[],
        sources=[],
    )
    article = revisions.create_story(language=language, content=content)
    publishing.publish(article, article.revisions.get())
    return article


def found(client: Client, query: str, **parameters: str) -> list[str]:
    answer = client.get("/search/", {"q": query} | parameters)
    assert answer.status_code == 200
    return [] if answer.context["similar"] else [item.article.headline for item in answer.context["results"]]


def ranked(query: str) -> list[str]:
    """As the page does, without the page."""
    ids = search_results.best_matches(Article.objects.published(), query).ids
    headlines = dict(Article.objects.values_list("pk", "headline"))
    return [headlines[pk] for pk in ids]


def test_every_form_of_every_place_finds_its_stories_alone(is_long: bool) -> None:
    """Each place has one story, which names it once beside the word «город»; each query is one form.

    A short run asks every fourth form, another case of each place in its turn, and all names that are no case.
    """
    places = list(packaged.rows("places.csv"))
    for row in places:
        publish(row["slug"], f"Комиссия побывала в городе {row['ru_nominative']} и вернулась.")
    for number, row in enumerate(places):
        forms = [
            form
            for language in ("ru", "kk")
            for several in packaged.forms_of(row, language).values()
            for form in several
        ]
        others = [*packaged.items(row["aliases"]), *packaged.items(row["former_names"]), row["slug"]]
        asked = forms if is_long else forms[number % 4 :: 4]
        for form in dict.fromkeys([*asked, *others]):
            assert ranked(form.lower()) == [row["slug"]], form


def test_every_form_in_a_story_is_found_by_the_name(is_long: bool) -> None:
    """Of every place; a short run takes every third of them."""
    for row in list(packaged.rows("places.csv"))[:: 1 if is_long else 3]:
        forms = {form for several in packaged.forms_of(row, "ru").values() for form in several}
        for form in forms:
            publish(f"{row['slug']} {form}", f"Речь о городе {form} и его жителях.")
        of_place = {f"{row['slug']} {form}" for form in forms}
        assert set(ranked(row["ru_nominative"])) == of_place


FOUND = {
    "курчатов": "Школа в Курчатове",
    "в Курчатове": "Школа в Курчатове",
    "город Курчатов": "Школа в Курчатове",
    "kurchatov": "Школа в Курчатове",
    "Курчатовта": "Школа в Курчатове",
    "школа курчатов": "Школа в Курчатове",
    "кульсары": "Дамба в Кулсары",
    "зыряновск": "В городе Алтай тепло",
    "алтай": "В городе Алтай тепло",
    "Өскемен": "Мост в Усть-Каменогорске",
    "оскемен": "Мост в Усть-Каменогорске",
    "усть каменогорск": "Мост в Усть-Каменогорске",
    "семей": "Мост в Семее",
    "семее мост": "Мост в Семее",
    "аксу": "Город Аксу",
    "Ақсу қаласы": "Город Аксу",
    "Сатпаево": "В Сатпаеве построят клинику",
    "семипалатинск": "Мост в Семее",
}


def test_a_query_finds_the_place_and_not_what_looks_like_it(client: Client) -> None:
    for each in (
        "Школа в Курчатове",
        "Дамба в Кулсары",
        "В городе Алтай тепло",
        "Горы Алтая",
        "Мост в Усть-Каменогорске",
        "Мост в Семее",
        "Семья и школа: поддержка семей",
        "Город Аксу",
        "Город Аксай",
        "В Сатпаеве построят клинику",
        "Академик Сатпаев и его школа",
    ):
        publish(each)
    assert {query: found(client, query) for query in FOUND} == {
        query: [headline] for query, headline in FOUND.items()
    }


def test_other_words_say_that_no_town_is_looked_for(client: Client) -> None:
    publish("Абай Кунанбаев и его стихи")
    publish("Озеро Балхаш мелеет")
    publish("Поддержка семей")
    publish("Город Абай")
    assert found(client, "Абай Кунанбаев") == ["Абай Кунанбаев и его стихи"]
    assert found(client, "озеро балхаш") == ["Озеро Балхаш мелеет"]
    assert found(client, "поддержка семей") == ["Поддержка семей"]
    assert found(client, '"Абай" стихи') == ["Абай Кунанбаев и его стихи"]


def test_a_word_that_no_story_has_as_a_place_is_looked_for_as_a_word(client: Client) -> None:
    publish("Академик Сатпаев писал")
    assert found(client, "Сатпаев") == ["Академик Сатпаев писал"]


def test_stories_in_both_languages_are_found_by_one_name(client: Client) -> None:
    publish("В Риддере снег")
    publish("Риддерде қар", language="kk")
    assert set(found(client, "Риддер")) == {"В Риддере снег", "Риддерде қар"}


def test_the_place_of_the_address_is_exact(client: Client) -> None:
    publish("Школа в Курчатове")
    publish("Курчатов и время")
    publish("Школа в Риддере")
    assert found(client, "", place="kurchatov") == ["Школа в Курчатове"]
    assert found(client, "школа", place="ridder") == ["Школа в Риддере"]
    assert found(client, "школа", place="nowhere") == []
    assert found(client, "школа", place="'; drop") == []


def test_a_story_that_nobody_read_for_places_is_found_by_its_words(client: Client) -> None:
    newsroom.story("Риддер ждёт зиму")
    publish("Мост в Риддере")
    assert set(found(client, "Риддер")) == {"Риддер ждёт зиму", "Мост в Риддере"}


def test_the_forms_are_marked_and_lookalikes_are_not(client: Client) -> None:
    publish("Новости", "Семья из Семея приехала, и Семей её встретил.")
    result = client.get("/search/", {"q": "семей"}).context["results"][0]
    assert "<mark>Семея</mark>" in result.snippet
    assert "<mark>Семья" not in result.snippet


def test_queries_do_not_grow(client: Client, record_property: Callable[[str, object], None]) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/", {"q": "школа в Курчатове"})
        return len(captured)

    publish("Школа в Курчатове")
    client.get("/search/", {"q": "школа в Курчатове"})
    few = count()
    for number in range(15):
        publish(f"Школа в Курчатове {number}")
    assert count() == few <= 9
    record_property("queries, search for a place", few)


def test_the_index_has_a_token_for_each_place() -> None:
    article = publish("В Курчатове", "Алтай велик. В Риддере снег.")
    article.refresh_from_db()
    assert "'place:kurchatov'" in article.search_vector
    assert "'place:ridder'" in article.search_vector
    assert "'perhaps:altay'" in article.search_vector
    assert "place?" not in article.search_vector
    assert Place.objects.count() == 38
