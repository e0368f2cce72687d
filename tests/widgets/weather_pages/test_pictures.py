"""Pictures for stories, at addresses that the body of a story accepts."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from newsportal.lib.html import IMAGE_SOURCE
from tests.widgets.observations import day_of_city, observe

MIDNIGHT = datetime(2026, 1, 30, 19, 0, tzinfo=UTC)
CARD, CHART = "/weather/ridder/2026-01-31.svg", "/weather/ridder.svg?from=2026-01-01&to=2026-01-31"


@pytest.fixture(autouse=True)
def rows(reference: None) -> None:
    for number in range(48):
        observe("ridder", MIDNIGHT + timedelta(minutes=30 * number), str(-20 + number / 4))
    for number in range(1, 32):
        day_of_city("ridder", date(2026, 1, number), "-20", "-8.3")


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    picture = ET.fromstring(answer.content)
    return " ".join(text.strip() for text in picture.itertext() if text.strip())


@pytest.mark.parametrize("address", [CARD, CHART, "/kk" + CARD, "/kk" + CHART, "/weather/ridder.svg"])
def test_a_story_may_show_it(client: Client, address: str) -> None:
    assert IMAGE_SOURCE.fullmatch(address)
    assert "Риддер" in words(client, address)


def test_the_card_has_city_day_figures_and_source(client: Client) -> None:
    found = words(client, CARD)
    for part in ("Риддер, 31 января 2026", "-20° … -8°", "MET Norway"):
        assert part in found


def test_the_card_is_in_the_language_of_its_address(client: Client) -> None:
    assert "2026 ж. 31 қаңтар" in words(client, "/kk" + CARD)


def test_the_chart_says_its_period(client: Client) -> None:
    found = words(client, CHART)
    assert "1 января 2026" in found
    assert "31 января 2026" in found


def test_the_chart_of_one_day_is_its_figures(client: Client) -> None:
    assert "-20°" in words(client, "/weather/ridder.svg?from=2026-01-05&to=2026-01-05")


def test_a_period_without_days_is_a_picture_that_says_so(client: Client) -> None:
    assert words(client, "/weather/ridder.svg?from=1999-01-01&to=1999-02-01")


@pytest.mark.parametrize("theme", ["dark", "light", "auto", "x", ""])
def test_an_unknown_theme_is_no_reason_to_show_nothing(client: Client, theme: str) -> None:
    for address in (f"{CARD}?theme={theme}", f"{CHART}&theme={theme}"):
        assert words(client, address)


def test_a_picture_may_be_kept_for_minutes_and_shown_anywhere(client: Client) -> None:
    for address in (CARD, CHART):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["ETag"]
        assert not answer.cookies
        assert "script" not in answer.headers["Content-Security-Policy"]


def test_a_name_cannot_break_out_of_the_drawing(client: Client) -> None:
    from widgets.models import City

    City.objects.filter(slug="ridder").update(name_ru="<script>alert(1)</script>&")
    assert "<script>alert(1)</script>&" in words(client, CARD)
    assert b"<script" not in client.get(CARD).content


@pytest.mark.parametrize("question", ["from=x", "from=2026-02-01&to=2026-01-01", "to=" + "9" * 40])
def test_a_period_that_is_none_is_refused_in_words(client: Client, question: str) -> None:
    assert client.get(f"/weather/ridder.svg?{question}").status_code == 400
