"""What informers say, how old they say it is, and what they answer to addresses that ask for nonsense."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.informers.reading import attributes, one
from tests.widgets.observations import publish
from widgets.models import City

type Get = Callable[[str], str]


def lines(html: str) -> list[str]:
    """Each line as it is seen."""
    page = LexborHTMLParser(html)
    for unseen in page.css(".visually-hidden"):
        unseen.decompose()
    return [" ".join(line.text(separator=" ").split()) for line in page.css("main li")]


def words(html: str, selector: str) -> str:
    return " ".join(one(LexborHTMLParser(html), selector).text(separator=" ").split())


def texts(svg: str) -> list[str]:
    return [node.text for node in ElementTree.fromstring(svg.encode()).iter() if node.text]


def test_by_default_it_shows_the_main_currencies_with_the_day_of_the_rates(observed: None, get: Get) -> None:
    html = get("/embed/rates/")
    assert lines(html) == [
        "Доллар США USD 501.02 ▲ +2.67",
        "Евро EUR 597.27",
        "Китайский юань CNY 72.08 ▼ -0.22",
        "Российский рубль RUB —",
    ]
    assert words(html, "h1") == "Курсы Национального Банка РК"
    assert words(html, "footer time") == "23 ноября 2026"
    assert not LexborHTMLParser(html).css(".notice")


def test_currencies_are_those_asked_for_in_their_order(observed: None, get: Get) -> None:
    for address in (
        "/embed/rates/?currencies=krw,usd",
        "/embed/rates/?currencies=KRW&currencies=usd&currencies=krw",
    ):
        assert lines(get(address)) == [
            "Южнокорейская вона KRW за 100 · 20 ноября 2026 33.80 ▲ +0.10",
            "Доллар США USD 501.02 ▲ +2.67",
        ]


def test_rates_that_go_on_are_marked_with_their_own_day(observed: None, get: Get) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        html = get("/embed/rates/?currencies=usd")
    assert words(html, "footer time") == "23 ноября 2026"
    assert LexborHTMLParser(html).css_first(".notice") is not None


def test_weather_says_when_it_was_observed_and_mutes_or_hides_what_is_old(observed: None, get: Get) -> None:
    html = get("/embed/weather/?cities=almaty,aktau,ridder")
    assert lines(html) == ["Алматы ясно · данные на 10:05 +1°", "Актау —", "Риддер небольшой снег -17°"]
    assert [line.attributes.get("class") for line in LexborHTMLParser(html).css("main li")] == [
        "is-old",
        "is-old",
        None,
    ]
    assert words(html, "footer time") == "23 ноября 2026, 13:45"
    assert "минус 17 градусов" in html


def test_weather_of_the_day_before_yesterday_is_not_shown_at_all(observed: None, get: Get) -> None:
    html = get("/embed/weather/?cities=aktau")
    assert lines(html) == ["Актау —"]
    assert not LexborHTMLParser(html).css("footer time")
    assert "+7" not in get("/embed/weather.svg?cities=aktau")


def test_without_a_list_it_is_the_weather_of_the_home_city(observed: None, get: Get) -> None:
    assert lines(get("/embed/weather/")) == ["Усть-Каменогорск небольшой снег -15°"]


def test_the_services_are_credited_as_their_licences_ask(observed: None, get: Get) -> None:
    foot = one(LexborHTMLParser(get("/embed/weather/")), "footer")
    assert [link.attributes["href"] for link in foot.css("a")] == [
        "https://www.met.no/",
        "https://creativecommons.org/licenses/by/4.0/",
        "/weather/ust-kamenogorsk/",
    ]
    bank = LexborHTMLParser(get("/embed/rates/"))
    assert attributes(bank, "footer a")["href"] == "https://nationalbank.kz/"


def test_every_link_opens_outside_of_the_frame(observed: None, get: Get) -> None:
    for address in ("/embed/rates/", "/embed/weather/?cities=ridder,almaty", "/kk/embed/rates/"):
        for link in LexborHTMLParser(get(address)).css("a"):
            assert link.attributes["target"] == "_blank"
            assert "noopener" in (link.attributes["rel"] or "").split()


def test_language_is_that_of_the_address_and_the_theme_that_of_the_query(observed: None, get: Get) -> None:
    html = get("/kk/embed/rates/?currencies=usd&theme=dark")
    assert lines(html) == ["АҚШ доллары USD 501.02 ▲ +2.67"]
    root = attributes(LexborHTMLParser(html), "html")
    assert (root["lang"], root["class"]) == ("kk", "theme-dark")
    assert attributes(LexborHTMLParser(html), "main a")["href"] == "/kk/rates/"


def test_the_picture_says_what_the_page_says(observed: None, get: Get) -> None:
    seen = texts(get("/embed/rates.svg?currencies=usd,krw"))
    for part in ("Доллар США", "501.02", "▲ +2.67", "KRW за 100 · 20 ноября 2026", "23 ноября 2026"):
        assert part in seen, seen
    assert seen[-1] == "Национальный Банк РК · 127.0.0.1"
    weather = texts(get("/kk/embed/weather.svg?cities=ridder,almaty&theme=light"))
    assert {"Риддер", "-17°", "+1°"} <= set(weather)
    assert "CC BY 4.0" in weather[-1]


def test_only_the_picture_for_both_lights_brings_a_sheet(observed: None, get: Get) -> None:
    assert "<style>" in get("/embed/rates.svg")
    assert "<style>" not in get("/embed/rates.svg?theme=light")
    assert "#0f1817" in get("/embed/rates.svg?theme=dark")


def test_a_city_that_left_the_list_or_changed_its_address_stays_where_it_was_put(
    observed: None, get: Get
) -> None:
    City.objects.filter(slug="almaty").update(slug="alma-ata", former_slugs=["almaty"], is_active=False)
    assert [line.split()[0] for line in lines(get("/embed/weather/?cities=almaty,ridder,alma-ata"))] == [
        "Алматы",
        "Риддер",
    ]


FRAMES = [
    "/embed/rates/?currencies=usd",
    "/kk/embed/rates/",
    "/embed/weather/?cities=ridder,almaty&theme=dark",
]
PICTURES = ["/embed/rates.svg", "/kk/embed/rates.svg?currencies=krw", "/embed/weather.svg?cities=aktau"]


@pytest.mark.parametrize("address", FRAMES + PICTURES)
def test_they_are_kept_for_minutes_and_set_no_cookie(observed: None, client: Client, address: str) -> None:
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    tag = response.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    # With the policy of the site here, a cache would forbid the frame that it had allowed.
    assert (again.status_code, again.headers.get("Content-Security-Policy")) == (304, None)
    assert client.post(address).status_code == 405


def test_a_new_rate_changes_the_tag(observed: None, client: Client) -> None:
    tag = client.get("/embed/rates/?currencies=usd").headers["ETag"]
    publish("USD", date(2026, 11, 23), "501.50", fetched_at=timezone.now() + timedelta(minutes=1))
    assert client.get("/embed/rates/?currencies=usd", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_runs_nothing(observed: None, client: Client, address: str) -> None:
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    for forbidden in ("<script", "<form", " style=", "<style"):
        assert forbidden not in response.content.decode()


def test_there_are_as_many_queries_for_twenty_lines_as_for_one(observed: None, client: Client) -> None:
    slugs = ",".join(City.objects.values_list("slug", flat=True))
    codes = "usd,eur,cny,rub,krw,aud,azn,amd,byn,brl,huf,hkd,gel,dkk,aed,inr,irr,cad,kwd,kgs"

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    assert count(f"/embed/weather.svg?cities={slugs}") == count("/embed/weather.svg?cities=ridder") == 1
    assert count(f"/embed/rates.svg?currencies={codes}") == count("/embed/rates.svg?currencies=usd") == 2


REFUSED = [
    "{list}=%%%",
    "{list}=xyz",
    "{list}=" + quote("доллар"),
    "{list}=" + "9" * 30,
    "{list}=" + quote("<script>alert(1)</script>"),
    "{list}=a%01b",
    "{list}=" + ",".join(f"a{number}" for number in range(21)),
    "{list}=" + "x" * 5000,
    "theme=sepia",
    "theme=",
    "utm_source=site",
    "other=1&{list}=usd",
    "%ff=%ff",
]


@pytest.mark.parametrize("query", REFUSED)
@pytest.mark.parametrize("name", ["rates", "weather"])
def test_what_cannot_be_shown_is_refused_in_a_sentence(client: Client, name: str, query: str) -> None:
    query = query.format(list="currencies" if name == "rates" else "cities")
    page = client.get(f"/embed/{name}/?{query}")
    assert page.status_code == 400
    sentence = words(page.content.decode(), "main .notice")
    assert sentence
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    picture = client.get(f"/embed/{name}.svg?{query}")
    assert (picture.status_code, picture.headers["Cache-Control"]) == (400, "no-store")
    assert " ".join(texts(picture.content.decode())).count(sentence[:20]) >= 1


@pytest.mark.parametrize("name", ["rates", "weather"])
def test_nothing_breaks_before_anything_was_observed(get: Get, name: str) -> None:
    assert LexborHTMLParser(get(f"/embed/{name}/")).css_first(".notice") is not None
    ElementTree.fromstring(get(f"/embed/{name}.svg").encode())
    City.objects.all().delete()
    assert lines(get("/embed/weather/")) == []
    ElementTree.fromstring(get("/embed/weather.svg").encode())


def test_a_long_name_in_a_picture_takes_a_second_line(observed: None, get: Get) -> None:
    seen = texts(get("/embed/rates.svg?currencies=gbp,usd"))
    assert seen[seen.index("Фунт стерлингов") :][:4] == [
        "Фунт стерлингов",
        "Соединённого Королевства",
        "GBP",
        "—",
    ]
