"""Cards of shared pages: a real picture with the map, the draft marked, the same for the same facts."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from articles.models import Place
from monotowns.models import Membership, Town
from monotowns.reference import load_registry
from monotowns.registry.editions import shelf
from monotowns.registry.overview import group_cards
from monotowns.share_cards.card import Card, Legend, edition_card
from monotowns.share_cards.drawing import png
from tests import newsroom
from tests.monotowns.conftest import edition, put, town

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
DRAFT = "draft-diversification"
GREEN, BLUE, RED, ORANGE = (0x6F, 0xC7, 0x98), (0x83, 0xB9, 0xEE), (0xFF, 0x9C, 0x91), (0xE8, 0x95, 0x5A)


@pytest.fixture(scope="module", autouse=True)
def registry(rows_of_the_module: None) -> None:
    newsroom.outlet()
    load_registry()


def picture(client: Client, address: str) -> Image.Image:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == "image/png"
    image = Image.open(BytesIO(answer.content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image.convert("RGB")


def amount(image: Image.Image, colour: tuple[int, int, int], box: tuple[int, int, int, int]) -> int:
    part: Any = image.crop(box).get_flattened_data()
    return sum(all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True)) for pixel in part)


MAP, BADGE = (470, 195, 1160, 615), (64, 140, 1160, 196)


def test_the_map_has_the_towns_in_the_colours_of_their_groups(client: Client) -> None:
    image = picture(client, "/monotowns.png")
    assert all(amount(image, colour, MAP) > 200 for colour in (GREEN, BLUE, RED))
    assert picture(client, f"/monotowns/editions/{DRAFT}.png").tobytes() == image.tobytes()


def test_a_draft_is_marked_and_an_adopted_edition_is_not(client: Client) -> None:
    assert amount(picture(client, "/monotowns.png"), ORANGE, BADGE) > 3_000
    assert amount(picture(client, "/monotowns/ridder.png"), ORANGE, BADGE) > 3_000
    put(Town.objects.get(place__slug="ridder"), edition("law", valid_from=date(2012, 1, 1)), "first")
    assert amount(picture(client, "/monotowns.png"), ORANGE, BADGE) == 0
    assert amount(picture(client, "/monotowns/ridder.png"), ORANGE, BADGE) == 0


def test_a_town_stands_at_its_place(client: Client) -> None:
    # Риддер is far in the east, in the second group.
    image = picture(client, "/monotowns/ridder.png")
    east, west = (1030, 270, 1110, 360), (470, 270, 1020, 620)
    assert amount(image, BLUE, east) > 200 and amount(image, BLUE, west) == 0
    assert amount(picture(client, "/monotowns/zhanaozen.png"), BLUE, east) == 0


def test_a_town_without_coordinates_or_group_has_a_card_too(client: Client) -> None:
    town("saran")
    image = picture(client, "/monotowns/saran.png")
    assert not any(amount(image, colour, MAP) for colour in (GREEN, BLUE, RED))
    assert amount(image, ORANGE, BADGE) == 0


def test_each_language_has_its_card(client: Client) -> None:
    russian, kazakh = (picture(client, f"{prefix}/monotowns/balkhash.png") for prefix in ("", "/kk"))
    assert russian.tobytes() != kazakh.tobytes()


def test_nobody_is_sent_the_same_picture_twice(client: Client) -> None:
    first = client.get("/monotowns.png")
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    again = client.get("/monotowns.png", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Membership.objects.filter(town__place__slug="ridder").delete()
    changed = client.get("/monotowns.png", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200 and changed.headers["ETag"] != first.headers["ETag"]


def test_the_same_facts_make_the_same_bytes() -> None:
    shown = shelf().find(DRAFT)
    assert shown is not None
    card = edition_card(shown, group_cards(shown))
    assert png.__wrapped__(card) == png.__wrapped__(card)
    assert [legend.text for legend in card.legends] == [
        "Города на пути к диверсификации, 6\u00a0городов",
        "Города со средним потенциалом развития, 10\u00a0городов",
        "Стагнирующие города, 4\u00a0города",
    ]


def test_long_names_and_odd_letters_do_not_break_it() -> None:
    card = Card("Ы" * 400, "слово " * 100, "ж" * 80, (Legend(9, "я" * 300),) * 6, (((0.5, 0.5), 9),), "🙂")
    assert Image.open(BytesIO(png(card))).size == (1200, 630)


@pytest.mark.parametrize(
    ("page", "image", "words"),
    [
        ("/monotowns/", "/monotowns.png", "проект, не принят"),
        ("/kk/monotowns/", "/kk/monotowns.png", "жоба, қабылданбаған"),
        (f"/monotowns/editions/{DRAFT}/", f"/monotowns/editions/{DRAFT}.png", "Три группы моногородов"),
        ("/monotowns/ridder/", "/monotowns/ridder.png", "Риддер. Восточно-Казахстанская область"),
        ("/monotowns/regions/kz-63/", f"/monotowns/editions/{DRAFT}.png", "проект, не принят"),
        (
            f"/monotowns/editions/{DRAFT}/groups/stagnating/",
            f"/monotowns/editions/{DRAFT}.png",
            "проект, не принят",
        ),
        ("/monotowns/compare/", f"/monotowns/editions/{DRAFT}.png", "проект, не принят"),
    ],
)
def test_pages_name_their_card_with_its_size_and_words(
    client: Client, page: str, image: str, words: str
) -> None:
    found = LexborHTMLParser(client.get(page).content.decode())
    told = {
        node.attributes["property"]: node.attributes["content"] or "" for node in found.css("meta[property]")
    }
    assert told["og:image"] == SITE + image
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert words in told["og:image:alt"]
    picture(client, image)


@pytest.mark.parametrize("address", ["/monotowns/saran.png", "/monotowns/editions/none.png"])
def test_what_is_not_there(client: Client, address: str) -> None:
    Place.objects.get_or_create(slug="saran", defaults={"name_ru": "Сарань"})
    assert client.get(address).status_code == 404


def test_cards_ask_little(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        client.get("/monotowns.png")
    with django_assert_num_queries(2):
        client.get("/monotowns/ridder.png")
