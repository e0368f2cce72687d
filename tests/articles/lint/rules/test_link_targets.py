"""Addresses are judged by their form; the network is closed in tests, and none is asked."""

import pytest

from articles.lint.rules import link_targets
from tests.articles.lint.versions import codes, found, version

RIGHT = [
    "https://www.inform.kz/",
    "https://www.inform.kz/ru/novosti_a4123456?lang=ru&utm=1#top",
    "http://stat.gov.kz",
    "https://stat.gov.kz:8443/api",
    "https://ru.wikipedia.org/wiki/Алтай_(город)",
    "https://ru.wikipedia.org/wiki/%D0%90%D0%BB%D1%82%D0%B0%D0%B9_(%D0%B3%D0%BE%D1%80%D0%BE%D0%B4)",
    "https://қазақстан.қаз/",
    "https://xn--80aaldlcd7a1e4b.xn--80ao21a/",
    "https://8.8.8.8/dns",
    "/kazakhstan/society/",
    "/kazakhstan/society/107396-monogoroda/",
    "/kk/kazakhstan/society/107396-monoqalalar/",
    "/vko/45917.html",
    "/vko/45917",
    "/archive/2026/11/03/",
    "/kk/archive/2026/02/",
    "/topics/monotowns/",
    "#para-3",
    "https://sliyanie.kz/vko/45917-leto/",
    "mailto:tip@inform.kz",
    "mailto:tip@inform.kz,desk@inform.kz?subject=%D0%9F%D0%B8%D1%81%D1%8C%D0%BC%D0%BE",
    "tel:+77232000000",
    "tel:102",
]
WRONG = [
    "",
    "https://",
    "http:///page",
    "https://https://inform.kz/",
    "http://https//inform.kz",
    "https:https://inform.kz",
    "https://inform.kz/a b",
    "https://inform.kz/%20",
    "https://inform.kz/page\u00a0",
    "https://inform.kz/page.",
    "https://inform.kz/page,",
    "https://inform.kz/page»",
    "https://inform.kz/page%C2%BB",
    'https://inform.kz/page"',
    "https://inform.kz/page)",
    "www.inform.kz",
    "/www.inform.kz",
    "inform.kz",
    "//inform.kz/",
    "ftp://inform.kz/",
    "javascript:alert(1)",
    "https://tip@inform.kz",
    "https://user:secret@inform.kz/page",
    "tip@inform.kz",
    "mailto:",
    "mailto:tip",
    "tel:",
    "tel:звоните",
    "http://localhost:8000/vko/",
    "http://127.0.0.1/",
    "http://192.168.1.20/page",
    "http://[::1]/",
    "https://site.test/",
    "https://newsroom.local/",
    "https://example.com/",
    "https://inform/",
    "https://infоrm.kz/",  # the «о» is Cyrillic
    "https://inform..kz/",
    "https://-inform.kz/",
    "https://inform.kz:99999/",
    "https://[inform.kz/",
    "/vko/0107396/",
    "/vko/article45917.html",
    "/vko/10739600000000000000000-letopis/",
    "https://sliyanie.kz/vko/leto.html",
]


@pytest.mark.parametrize("address", RIGHT)
def test_a_good_address_is_silent(address: str) -> None:
    assert codes(link_targets, version(f'<p><a href="{address}">здесь</a></p>')) == []


@pytest.mark.parametrize("address", WRONG)
def test_a_bad_address_is_named(address: str) -> None:
    escaped = address.replace('"', "&quot;")
    warnings = found(link_targets, version(f'<p><a href="{escaped}">здесь</a></p>'))
    assert [(warning.code, warning.field) for warning in warnings] == [("link-broken", "body")]
    assert " ".join(address.split()) in warnings[0].excerpt


def test_the_address_of_a_source_is_checked_as_well() -> None:
    item = {"source": 1, "url": "https://https://inform.kz/", "relation": "cites"}
    warnings = found(link_targets, version(sources=[item, item | {"url": ""}]))
    assert [(warning.code, warning.field) for warning in warnings] == [("link-broken", "sources")]


@pytest.mark.parametrize(
    ("text", "href", "differs"),
    [
        ("inform.kz", "https://www.inform.kz/", False),
        ("Inform.KZ", "https://www.inform.kz/news", False),
        ("https://www.inform.kz/", "https://inform.kz/", False),
        ("gov.kz", "https://www.gov.kz/memleket", False),
        ("zakon.kz", "https://online.zakon.kz/doc", False),
        ("МИА «Казинформ»", "https://www.inform.kz/", False),
        ("postanovlenie.pdf", "https://adilet.zan.kz/postanovlenie.pdf", False),
        ("рис. 3", "https://www.inform.kz/", False),
        ("inform.kz", "https://tengrinews.kz/", True),
        ("https://www.inform.kz/page", "https://evil.kz/page", True),
        ("www.inform.kz", "https://inform.kz.evil.kz/", True),
        ("inform.kz", "/vko/", False),
        ("tip@inform.kz", "mailto:tip@inform.kz", False),
        ("TIP@inform.kz", "mailto:tip@inform.kz?subject=1", False),
        ("tip@inform.kz", "mailto:desk@inform.kz", True),
        ("Напишите нам", "mailto:desk@inform.kz", False),
        ("8 (7232) 00-00-00", "tel:+77232000000", False),
        ("+7 723 200 00 00", "tel:+77232000000", False),
        ("+7 723 200 00 01", "tel:+77232000000", True),
        ("102", "tel:102", False),
    ],
)
def test_a_link_that_reads_as_an_address_leads_there(text: str, href: str, differs: bool) -> None:
    content = version(f'<p><a href="{href}">{text}</a></p>')
    assert codes(link_targets, content) == ["link-text-differs"] * differs
