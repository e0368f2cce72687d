"""The registry in frames of other sites: what it says, who may frame it, and what is refused."""

import json
import re
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles.models import Place
from monotowns.models import Classification, Measure, Membership
from monotowns.reference import load_registry
from tests import newsroom
from tests.monotowns.conftest import edition, put, town

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
TABLE, MAP, TOWN = (f"/embed/monotowns/{kind}/" for kind in ("table", "map", "town"))


@pytest.fixture(scope="module", autouse=True)
def registry(rows_of_the_module: None) -> None:
    newsroom.outlet()
    load_registry()


def page(client: Client, address: str, status: int = 200) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == status, address
    return LexborHTMLParser(answer.content.decode())


def words(found: LexborHTMLParser) -> str:
    assert found.body is not None
    return re.sub(r"\s+", " ", found.body.text(separator=" ")).replace("\u202f", " ")


def names(found: LexborHTMLParser) -> list[str]:
    return [link.text() for link in found.css("tbody th a")]


@pytest.mark.parametrize("address", [TABLE, MAP, f"{TOWN}?town=ridder", f"/kk{TABLE}?theme=dark"])
def test_anybody_may_frame_it_and_nothing_runs_in_it(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "default-src 'none'" in policy
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    text = answer.content.decode()
    assert "<script" not in text and "<form" not in text and " style=" not in text
    away = LexborHTMLParser(text).css("body a")
    assert away and all(link.attributes["target"] == "_blank" for link in away)


@pytest.mark.parametrize("address", [TABLE, MAP, f"{TOWN}?town=ridder"])
def test_a_draft_is_called_one_with_source_and_way_back(client: Client, address: str) -> None:
    found = page(client, address)
    assert "проект, не принят" in words(found)
    links = {link.attributes["href"] for link in found.css("a")}
    assert "/monotowns/editions/draft-diversification/" in links
    assert links & {"/monotowns/", "/monotowns/ridder/"}
    assert "Источник:" in words(found) and "Проект постановления" in words(found)


def test_the_map_names_the_licences_of_its_points(client: Client) -> None:
    links = {link.attributes["href"] for link in page(client, MAP).css("footer a")}
    assert "https://creativecommons.org/licenses/by/4.0/" in links


def test_an_adopted_edition_says_since_when(client: Client) -> None:
    put(town("saran"), edition("law", valid_from=date(2012, 1, 1)), "first")
    found = page(client, TABLE)
    assert names(found) == ["Saran"]
    assert "действует с 1 января 2012" in words(found) and "проект, не принят" not in words(found)


def test_the_filters_and_the_order_of_the_page_are_kept(client: Client) -> None:
    found = page(client, f"{TABLE}?group=stagnating&sort=population&order=desc")
    assert names(found) == ["Алтай", "Житикара", "Курчатов", "Каражал"]
    assert "Стагнирующие города" in words(found)
    assert "/monotowns/?group=stagnating&sort=population&order=desc" in {
        link.attributes["href"] for link in found.css("h1 a")
    }


def test_every_figure_says_its_date_and_source(client: Client) -> None:
    text = words(page(client, f"{TABLE}?group=stagnating"))
    assert "36 118 1 января 2023, оценка, BNS-2023" in text


def test_a_group_that_is_gone_is_no_reason_to_show_all_towns(client: Client) -> None:
    found = page(client, f"{TABLE}?group=gone")
    assert names(found) == []
    assert len(found.css("p.notice")) == 1


def test_the_map_has_a_link_for_each_town_by_its_group(client: Client) -> None:
    found = page(client, f"{MAP}?group=stagnating")
    marks = found.css("a.town-mark")
    assert len(marks) == 4
    assert {mark.attributes["aria-label"] for mark in marks} >= {"Курчатов: Стагнирующие города"}
    assert len(page(client, MAP).css("a.town-mark")) == 20


def test_the_card_of_a_town(client: Client) -> None:
    text = words(page(client, f"{TOWN}?town=ridder"))
    for fact in (
        "Риддер",
        "Восточно-Казахстанская",
        "со средним потенциалом",
        "45 510",
        "BNS-2023",
        "Казцинк",
    ):
        assert fact in text, fact


def test_in_kazakh_all_is_kazakh(client: Client) -> None:
    found = page(client, f"/kk{TOWN}?town=balkhash")
    assert "Балқаш" in words(found) and "Даму әлеуеті орташа қалалар" in words(found)
    assert "/kk/monotowns/balkhash/" in {link.attributes["href"] for link in found.css("h1 a")}


def test_a_town_outside_of_the_edition(client: Client) -> None:
    town("saran")
    assert "Не входит ни в одну группу редакции" in words(page(client, f"{TOWN}?town=saran"))


@pytest.mark.parametrize(
    "address",
    [
        f"{TABLE}?theme=pink",
        f"{TABLE}?colour=red",
        f"{TABLE}?edition=none",
        f"{TABLE}?sort=;drop",
        f"{TABLE}?size=9-9",
        f"{TABLE}?order=up",
        f"{TABLE}?region={'9' * 300}",
        f"{MAP}?town=ridder",
        f"{MAP}?sort=name",
        TOWN,
        f"{TOWN}?town=nowhere",
        f"{TOWN}?town=%F0%9F%92%A9",
        f"{TOWN}?town=ridder&edition=draft-diversification",
    ],
)
def test_what_is_not_there_is_refused_in_the_frame(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert len(LexborHTMLParser(answer.content.decode()).css("p.notice")) == 1


def test_an_empty_registry_says_so(client: Client) -> None:
    Membership.objects.all().delete()
    Measure.objects.all().delete()
    Classification.objects.all().delete()
    assert "пока нет ни одной редакции" in words(page(client, TABLE, 400))
    assert "Риддер" in words(page(client, f"{TOWN}?town=ridder"))


def test_a_name_of_markup_stays_a_name(client: Client) -> None:
    Place.objects.filter(slug="ridder").update(name_ru="<script>x</script>")
    for address in (TABLE, MAP, f"{TOWN}?town=ridder"):
        assert page(client, address).css_first("script") is None


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("/monotowns/", MAP),
        ("/kk/monotowns/", f"/kk{MAP}"),
        ("/monotowns/ridder/", f"{TOWN}?town=ridder"),
        ("/monotowns/editions/draft-diversification/", f"{MAP}?edition=draft-diversification"),
        (
            "/monotowns/editions/draft-diversification/groups/stagnating/",
            f"{TABLE}?edition=draft-diversification&group=stagnating",
        ),
        ("/monotowns/regions/kz-63/", f"{TABLE}?region=KZ-63"),
        (f"{TABLE}?theme=dark&group=stagnating", f"{TABLE}?group=stagnating&theme=dark"),
    ],
)
def test_pages_turn_into_informers_by_oembed(client: Client, path: str, frame: str) -> None:
    answer = client.get(f"/embed/oembed/?url={quote(SITE + path, safe='')}")
    assert answer.status_code == 200
    found = json.loads(answer.content)
    node = LexborHTMLParser(found["html"]).css_first("iframe")
    assert node is not None
    assert node.attributes["src"] == SITE + frame
    assert (found["type"], int(node.attributes["width"] or 0)) == ("rich", found["width"])
    head = page(client, path).css_first('link[type="application/json+oembed"]')
    assert head is not None and quote(SITE, safe="") in (head.attributes["href"] or "")


@pytest.mark.parametrize(
    "path",
    ["/monotowns/nowhere/", "/monotowns/compare/", "/monotowns/measures/offtake/", f"{TABLE}?theme=pink"],
)
def test_what_has_no_informer(client: Client, path: str) -> None:
    assert client.get(f"/embed/oembed/?url={quote(SITE + path, safe='')}").status_code == 404


@pytest.mark.parametrize(
    ("path", "builder"),
    [
        ("/monotowns/?group=stagnating&sort=name", "/embed/monotowns/?kind=table&group=stagnating&sort=name"),
        ("/monotowns/", "/embed/monotowns/?kind=map"),
        ("/kk/monotowns/ridder/", "/kk/embed/monotowns/?kind=town&town=ridder"),
        ("/monotowns/regions/kz-63/", "/embed/monotowns/?kind=table&region=KZ-63"),
    ],
)
def test_pages_lead_to_their_code(client: Client, path: str, builder: str) -> None:
    assert page(client, path).css_first(f'main a[href="{builder}"]') is not None
    made = page(client, builder)
    code = made.css_first("#frame-code")
    preview = made.css_first("iframe.builder-preview")
    assert code is not None and preview is not None
    assert f'src="{SITE}{preview.attributes["src"]}"' in code.text().replace("&amp;", "&")


def test_the_builder_gives_the_language_and_the_colours_asked_for(client: Client) -> None:
    made = page(client, "/embed/monotowns/?kind=table&size=0-20&language=kk&theme=dark&utm_source=x")
    code = made.css_first("#frame-code")
    assert code is not None
    assert f'src="{SITE}/kk{TABLE}?size=0-20&amp;theme=dark"' in code.text()
    assert 'title="Қазақстанның моноқалалары"' in code.text()


@pytest.mark.parametrize(
    "query",
    [
        "kind=x",
        "kind=town&town=nowhere",
        "kind=table&theme=pink",
        "kind=map&edition=%F0%9F%92%A9",
        "kind=town",
    ],
)
def test_the_builder_answers_nonsense_with_words(client: Client, query: str) -> None:
    assert client.get(f"/embed/monotowns/?{query}").status_code == 200
