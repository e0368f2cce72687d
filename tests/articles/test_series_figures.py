"""A picture of a series in a story: on its page, in the feed, in checks and in comparisons of versions."""

import re
from datetime import date

import pytest
from django.test import Client

from articles import revisions
from articles.lint import check
from articles.models import Rubric
from newsportal.lib.html import for_page
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member
from tests.articles.lint.versions import around, version
from tests.widgets.observations import publish
from widgets.figures.rates import rate_of_day
from widgets.models import Currency
from widgets.reference import load_cities_and_currencies

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 31)


@pytest.fixture
def figure() -> str:
    load_cities_and_currencies()
    publish("USD", DAY, "501.02")
    return str(rate_of_day(Currency.objects.get(pk="USD"), DAY).markup)


@pytest.fixture
def section() -> Rubric:
    newsroom.outlet()
    return newsroom.rubric("nature")


def test_the_page_keeps_room_for_it_and_its_policy_lets_it_in(
    figure: str, section: Rubric, client: Client
) -> None:
    story = newsroom.story("Курс", body=f"<p>Вырос.</p>\n{figure}", section=section)
    page = client.get(story.url)
    shown = re.search(r'<img src="(/rates/usd/2026-01-31\.svg\?[^"]+)"[^>]*>', page.content.decode())
    assert shown is not None
    assert 'width="520" height="' in shown[0]
    assert 'loading="lazy"' in shown[0]
    policy = page.headers["Content-Security-Policy"]
    assert "img-src 'self'" in policy
    assert client.get(shown[1].replace("&amp;", "&")).headers["Content-Type"].startswith("image/svg+xml")


def test_the_feed_names_it_by_its_whole_address(figure: str, section: Rubric, client: Client) -> None:
    newsroom.story("Курс", body=figure, section=section)
    feed = client.get("/rss.xml").content.decode()
    assert re.search(r'src="http[^"/]*//[^"/]+/rates/usd/2026-01-31\.svg\?as-of=', feed)
    assert 'src="/rates' not in feed


def test_no_check_asks_for_the_rights_of_a_photo(figure: str) -> None:
    assert check(version(f"<p>Курс вырос.</p>{figure}"), language="ru", around=around()) == []
    codes = [
        one.code
        for one in check(version(re.sub(r'alt="[^"]*"', 'alt=""', figure)), language="ru", around=around())
    ]
    assert codes == ["alt-empty"]


def test_a_comparison_shows_both_pictures(figure: str, section: Rubric) -> None:
    story = draft(section, body=figure)
    other = figure.replace("2026-01-31.svg", "2026-01-30.svg")
    revisions.save_revision(story, story.revisions.get().content | {"body": other}, by=None)
    page = desk_of(member(roles=("editor",))).get(
        f"/admin/articles/article/{story.pk}/revisions/compare/?old=1&new=2"
    )
    pictures = re.findall(r'<img src="(/rates/[^"?]+)', page.content.decode())
    assert pictures == ["/rates/usd/2026-01-31.svg", "/rates/usd/2026-01-30.svg"]


@pytest.mark.parametrize(
    ("address", "size"),
    [
        ("/rates/usd.svg?from=2026-01-01&amp;as-of=7&amp;size=520x235", ("520", "235")),
        ("/kk/weather/ridder/2026-01-31.svg?size=520x403", ("520", "403")),
        ("/rates/usd.svg?as-of=7", None),
        ("/rates/usd.svg?size=0x9", None),
        ("/rates/usd.svg?size=99999x9", None),
        ("/rates/usd.svg?outsize=520x235", None),
        ("/rates/usd.svg", None),
    ],
)
def test_the_size_is_that_of_the_address(address: str, size: tuple[str, str] | None) -> None:
    shown = for_page(f'<figure><img src="{address}" alt=""></figure>', lambda key, alt: None)
    found = re.search(r'width="(\d+)" height="(\d+)"', shown)
    assert (found.groups() if found else None) == size
