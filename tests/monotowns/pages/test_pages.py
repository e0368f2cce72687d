"""The pages of the registry: facts with their sources, drafts called drafts, few queries whatever the numbers."""

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Mention, Place
from monotowns.models import (
    Classification,
    Document,
    Enterprise,
    Indicator,
    Industry,
    Measure,
    Membership,
    Observation,
    Town,
)
from monotowns.reference import load_registry
from tests import newsroom
from tests.monotowns.conftest import document, edition, put, region, town
from widgets.models import City, WeatherObservation
from widgets.reference import load_cities_and_currencies, load_samples

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def registry(rows_of_the_module: None) -> None:
    newsroom.outlet()
    load_registry()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def names(text: str) -> list[str]:
    table = text.partition('class="data-table registry-table"')[2].partition("</table>")[0]
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', table)


def test_the_overview_has_twenty_towns_of_a_draft(client: Client, registry: None) -> None:
    text = text_of(client, "/monotowns/")
    assert len(names(text)) == 20
    assert "проект, не принят" in text
    assert "Группы взяты из проекта" in text
    for group, count in (
        ("Города на пути к диверсификации", 6),
        ("Города со средним потенциалом развития", 10),
        ("Стагнирующие города", 4),
    ):
        assert f"{group} ({count})" in text


def test_the_sum_of_the_newest_figures_of_the_towns_proper(client: Client, registry: None) -> None:
    # Темиртау 171 609 and so on: the newest of each town in the city's own bounds.
    assert "1 173 " in text_of(client, "/monotowns/").replace("\u202f", " ")


def test_every_figure_of_the_table_says_its_date_and_source(client: Client, registry: None) -> None:
    text = text_of(client, "/monotowns/?group=stagnating").replace("\u202f", " ")
    assert names(text) == ["Алтай", "Житикара", "Каражал", "Курчатов"]
    assert '8 123<small class="figure-about">1 января 2025, оценка, de.wikipedia mirror' in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("group=diversifying", ["Аксу", "Кентау", "Рудный", "Степногорск", "Темиртау", "Экибастуз"]),
        ("region=KZ-62", ["Сатпаев", "Каражал"]),
        ("industry=polymetals", ["Риддер", "Алтай"]),
        ("size=0-20", ["Каражал", "Курчатов"]),
        ("size=100&sort=population&order=desc", ["Темиртау", "Экибастуз", "Рудный"]),
        ("region=KZ-62&sort=name&order=desc", ["Сатпаев", "Каражал"]),
        ("region=KZ-62&sort=population", ["Каражал", "Сатпаев"]),
        ("group=diversifying&size=0-20", []),
    ],
)
def test_towns_are_chosen_and_sorted_by_the_address(
    client: Client, registry: None, query: str, expected: list[str]
) -> None:
    assert names(text_of(client, f"/monotowns/?{query}")) == expected


@pytest.mark.parametrize(
    "query",
    [
        "group=x",
        "sort=;drop",
        "size=9-9&order=up",
        "region=%F0%9F%92%A9",
        "industry=" + "9" * 300,
        "sort=__class__",
    ],
)
def test_nonsense_in_the_address_chooses_everything(client: Client, registry: None, query: str) -> None:
    assert len(names(text_of(client, f"/monotowns/?{query}"))) == 20


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "9" * 30, "20260101", "0000-00-00"])
def test_what_is_no_day_is_said(client: Client, registry: None, day: str) -> None:
    assert "Это не дата" in text_of(client, f"/monotowns/?on={day}")


def test_on_a_day_before_any_law_no_draft_stands_in_for_it(client: Client, registry: None) -> None:
    text = text_of(client, "/monotowns/?on=2020-05-01")
    assert "О принятой редакции, которая действовала в этот день, реестру неизвестно" in text
    assert not names(text)


def test_as_of_a_day_the_edition_of_that_day(client: Client, registry: None) -> None:
    old = edition("old", valid_from=date(2012, 1, 1), valid_to=date(2019, 12, 31))
    put(town("saran"), old, "first")
    assert names(text_of(client, "/monotowns/?on=2015-06-01")) == ["Saran"]
    assert len(names(text_of(client, "/monotowns/"))) == 20


def test_a_town_shows_its_facts_with_sources(client: Client, registry: None) -> None:
    text = text_of(client, "/monotowns/altay/").replace("\u202f", " ")
    for fact in (
        "Зыряновск",
        "36 118",
        "634820100",
        "Казцинк",
        "Стагнирующие города",
        "проект, не принят",
        "factum.kz",
    ):
        assert fact in text, fact


def test_what_is_not_confirmed_is_said_so(client: Client, registry: None) -> None:
    text = text_of(client, "/monotowns/kulsary/")
    assert "Предприятие не подтверждено" in text
    assert "нефтедобыча" in text
    assert "Индустриальная зона" in text and "планируется" in text
    assert "не подтверждено" in text_of(client, "/monotowns/rudny/")


def test_areas_are_never_joined_in_one_line(client: Client, registry: None) -> None:
    text = text_of(client, "/monotowns/aksu/")
    lines = re.findall(r'<g class="scope-(\w+)">(<path)?', text)
    assert lines == [("city", "<path"), ("akimat", "")]
    unclear = text_of(client, "/monotowns/zhanaozen/")
    assert re.findall(r'<g class="scope-(\w+)">(<path)?', unclear) == [
        ("city", "<path"),
        ("akimat", "<path"),
        ("unclear", ""),
    ]


def test_a_town_has_its_confirmed_stories_that_readers_may_see(client: Client, registry: None) -> None:
    place = Place.objects.get(slug="ridder")
    seen, asked, hidden, kazakh = (
        newsroom.story("Рудник в Риддере"),
        newsroom.story("Может быть, о Риддере"),
        newsroom.story("Будущее Риддера", age=timedelta(days=-1)),
        newsroom.story("Риддер туралы", language="kk"),
    )
    for story, verdict in ((seen, "confirmed"), (asked, "ask"), (hidden, "confirmed"), (kazakh, "confirmed")):
        Mention.objects.create(article=story, place=place, verdict=verdict)
    text = text_of(client, "/monotowns/ridder/")
    assert "Рудник в Риддере" in text
    assert "Может быть" not in text and "Будущее Риддера" not in text and "туралы" not in text
    assert "Риддер туралы" in text_of(client, "/kk/monotowns/ridder/")


def test_a_place_that_is_no_monotown_has_no_page(client: Client, registry: None) -> None:
    Place.objects.create(slug="saran", name_ru="Сарань")
    assert client.get("/monotowns/saran/").status_code == 404
    assert client.get("/monotowns/editions/none/").status_code == 404
    assert client.get("/monotowns/editions/draft-diversification/against/none/").status_code == 404


def test_an_edition_shows_its_document_and_its_towns(client: Client, registry: None) -> None:
    text = text_of(client, "/monotowns/editions/draft-diversification/")
    assert "Проект постановления" in text and "без номера" in text
    assert text.count('<a href="/monotowns/abay/">') == 1


def test_a_story_of_a_document_is_named_only_when_readers_may_see_it(client: Client, registry: None) -> None:
    story = newsroom.story("Группы", age=timedelta(days=-1))
    Document.objects.update(story=story)
    assert "Где сообщили" not in text_of(client, "/monotowns/editions/draft-diversification/")
    type(story).objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(days=1))
    assert "Где сообщили" in text_of(client, "/monotowns/editions/draft-diversification/")


def test_an_archived_copy_is_given_to_be_saved_and_never_shown(client: Client, registry: None) -> None:
    shown = Document.objects.get()
    shown.archived_copy.save("проект.html", ContentFile(b"<script>alert(1)</script>"))
    text = text_of(client, "/monotowns/editions/draft-diversification/")
    assert "Сохранённая копия" in text
    answer = client.get(shown.archived_copy.url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    shown.archived_copy.storage.delete(str(shown.archived_copy.name))
    assert client.get(shown.archived_copy.url).status_code == 404
    assert client.get("/media/registry/none.pdf").status_code == 404


def test_the_difference_between_two_editions(client: Client, registry: None) -> None:
    old = edition("old", groups=("diversifying", "stagnating"), valid_from=date(2012, 1, 1))
    put(Town.objects.get(place__slug="abay"), old, "stagnating")
    put(town("saran"), old, "diversifying")
    text = text_of(client, "/monotowns/editions/draft-diversification/against/old/")
    assert "Будет, если примут:" in text
    assert "Stagnating → Города со средним потенциалом развития" in text
    assert 'Выбыли из списка <span class="step-count">1</span>' in text
    assert 'Вошли в список <span class="step-count">19</span>' in text
    assert client.get("/monotowns/editions/old/against/old/").status_code == 404


ADDRESSES = [
    "/monotowns/",
    "/monotowns/balkhash/",
    "/monotowns/editions/draft-diversification/",
    "/monotowns/editions/draft-diversification/against/old/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_in_both_languages_without_inline_scripts_or_styles(
    client: Client, registry: None, address: str
) -> None:
    put(town("saran"), edition("old", valid_from=date(2012, 1, 1)), "first")
    for prefix in ("", "/kk"):
        text = text_of(client, prefix + address)
        assert " style=" not in text and not re.search(r"<script(?![^>]* src=)(?![^>]*ld\+json)", text)
    assert "Балқаш" in text_of(client, "/kk/monotowns/balkhash/")


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def furnished(registry: None) -> None:
    load_cities_and_currencies()
    load_samples(timezone.now())
    newsroom.rubric()
    for story in (newsroom.story("Один"), newsroom.story("Два")):
        Mention.objects.create(article=story, place=Place.objects.get(slug="abay"), verdict="confirmed")


def test_a_town_of_the_weather_list_shows_its_weather_with_its_time(client: Client, furnished: None) -> None:
    part = text_of(client, "/monotowns/ridder/").partition('class="weather-in"')[2].partition("</section>")[0]
    assert 'href="/weather/ridder/"' in part
    assert re.search(r"[−-]\d+°", part) and "<time datetime=" in part and "образец данных" in part
    assert 'class="weather-in"' not in text_of(client, "/monotowns/abay/")
    City.objects.filter(slug="ridder").update(is_active=False)
    assert 'class="weather-in"' not in text_of(client, "/monotowns/ridder/")


def test_old_weather_is_not_shown_as_weather(client: Client, furnished: None) -> None:
    WeatherObservation.objects.all().delete()
    part = text_of(client, "/monotowns/ridder/").partition('class="weather-in"')[2].partition("</section>")[0]
    assert "Наблюдений за последние сутки нет" in part and "°" not in part


def test_pages_ask_little(
    client: Client, furnished: None, record_property: Callable[[str, object], None]
) -> None:
    put(town("saran"), edition("old", valid_from=date(2012, 1, 1)), "first")
    counts = {
        address: asked(client, address) for address in [*ADDRESSES, "/monotowns/abay/", "/monotowns/ridder/"]
    }
    for address, count in counts.items():
        record_property(address, count)
    assert counts["/monotowns/"] <= 8, counts
    assert counts["/monotowns/abay/"] <= 10, counts
    assert counts["/monotowns/ridder/"] <= 10, counts
    assert max(counts.values()) <= 10, counts


@pytest.fixture
def large(furnished: None, is_long: bool) -> int:
    """500 towns with 20 indicators of 60 years each; a tenth of the towns unless the run is long."""
    towns, years, indicators = (500, 60, 20) if is_long else (50, 60, 4)
    home = region("KZ-35")
    draft = Classification.objects.get()
    groups = list(draft.groups.all())
    industry = Industry.objects.get(code="coal")
    counted = [
        Indicator(code=f"i{n}", name_ru=f"Показатель {n}", unit_ru="ед.") for n in range(indicators - 1)
    ]
    Indicator.objects.bulk_create(counted)
    counted.append(Indicator.objects.get(code="population"))
    places = Place.objects.bulk_create(
        [Place(slug=f"grad-{n}", name_ru=f"Град {n}") for n in range(towns - 20)]
    )
    made = Town.objects.bulk_create(
        [Town(place=place, region=home, latitude=45, longitude=60) for place in places]
    )
    Membership.objects.bulk_create(
        [Membership(classification=draft, town=one, group=groups[n % 3]) for n, one in enumerate(made)]
    )
    Enterprise.objects.bulk_create(
        [Enterprise(town=one, name_ru="Шахта", industry=industry, source="s") for one in made]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO monotowns_observation (town_id, indicator_id, value, date, precision, scope, kind, source,"
            " source_url) SELECT t.id, i.id, 1000 + y * 7, make_date(y, 1, 1), 'day', 'city', 'estimate', 'БНС', ''"
            " FROM monotowns_town t, monotowns_indicator i, generate_series(%s, 2022) y",
            [2023 - years],
        )
        cursor.execute("ANALYZE")
    return towns


def test_numbers_do_not_make_pages_slow(
    client: Client, large: int, is_long: bool, record_property: Callable[[str, object], None]
) -> None:
    for address, most in {"/monotowns/": 8, "/monotowns/grad-7/": 10, ADDRESSES[2]: 10}.items():
        assert asked(client, address) <= most
        times = []
        for _turn in range(7):
            start = time.perf_counter()
            client.get(address)
            times.append(time.perf_counter() - start)
        record_property(f"{address} with {large} towns, best of 7", f"{min(times) * 1000:.0f} ms")


def test_measures_of_a_group_stand_with_its_towns(client: Client, registry: None) -> None:
    text = text_of(client, "/monotowns/altay/")
    assert "для всей группы" in text
    assert "для всей группы" not in text_of(client, "/monotowns/temirtau/")


def test_a_measure_of_an_adopted_document_is_no_draft(client: Client, registry: None) -> None:
    here: Any = Town.objects.get(place__slug="temirtau")
    Measure.objects.create(kind="offtake", stage="done", town=here, document=document("adopted"))
    part = text_of(client, "/monotowns/temirtau/").partition(">Меры<")[2].partition("</section>")[0]
    assert "выполнено" in part and "проект" not in part
    assert Observation.objects.count() == 123
