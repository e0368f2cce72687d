"""Every public address says what its page shows, or stands here with the reason why nobody keeps it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from newsportal.lib.rest.reading import ReadView
from newsportal.page_cache.declared import canonical_query, declared
from newsportal.page_cache.invalidation import watched
from tests.newsportal.page_cache.web import Web
from tests.widgets.observations import publish
from widgets.reference import load_cities_and_currencies

OF_STAFF = ("admin/", "accounts/", "api/v1/desk/")
# {name: why nobody keeps it}
NOT_KEPT = {
    "photo": "Photos are large and many: browsers and outer caches keep them, stories need the room.",
    "archived_copy": "A file to be saved, large and seldom asked for.",
    "robots": "Made of settings, without a query.",
    "favicon": "A redirect, without a query.",
    "beacon": "It counts.",
    "oembed": "Asked once, by the program of whoever puts an address into a page of theirs.",
    "informer_builder": "A form for the few who put an informer together.",
    "monotowns_informer_builder": "A form for the few who put an informer together.",
    "figure_choices": "For the editor of stories, who is signed in.",
    "rate_figure": "For the editor of stories: pinned to the newest state.",
    "weather_figure": "For the editor of stories: pinned to the newest state.",
    "archive": "A redirect to today, without a query.",
    "archive_month": "A redirect, without a query.",
    "tip": "A form with a token of its own.",
    "tip_done": "Of one sender.",
    "preview": "Of one guest.",
    "preview_photo": "Of one guest.",
    "api:page": "For people who write programs; from a file.",
    "api:problems": "For people who write programs; made of constants.",
    "api:schema": "From a file.",
    "api:changes": "Each client has a cursor of its own, and asks whether anything is new at this moment.",
    "api:views": "It counts.",
    "api:push": "Of one device.",
    "api:push_subscription": "Of one device.",
    # What leads nowhere.
    "api:": "No such address.",
}


def addresses(resolver: Any, space: str = "", prefix: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """(path, name, pattern) of the whole site."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space, path)
        else:
            yield path, f"{space}{pattern.name or ''}", pattern


def tags(pattern: URLPattern) -> tuple[str, ...]:
    """What the view says that it shows."""
    view = pattern.callback
    if (shown := getattr(view, "shown", None)) is not None:
        return tuple(shown.tags)
    of_api = getattr(view, "view_class", None)
    return tuple(of_api.shows) if of_api is not None and issubclass(of_api, ReadView) else ()


PUBLIC = [found for found in addresses(get_resolver()) if not found[0].startswith(OF_STAFF)]


def test_every_public_address_says_what_it_shows_or_why_nobody_keeps_it() -> None:
    silent = {name for _path, name, pattern in PUBLIC if not tags(pattern)}
    assert silent == NOT_KEPT.keys()


def test_whatever_a_page_shows_is_watched_by_triggers() -> None:
    unknown = {
        (name, tag)
        for _path, name, pattern in PUBLIC
        for tag in tags(pattern)
        if watched([tag.replace("{pk}", "1")]) is None
    }
    assert not unknown


@pytest.mark.parametrize(
    ("address", "query", "asked"),
    [
        ("/search/", "utm_source=x&q=река", "q=%D1%80%D0%B5%D0%BA%D0%B0"),
        ("/rates/usd.csv", "to=2026-01-31&from=2026-01-01&x=1", "from=2026-01-01&to=2026-01-31"),
        ("/rates/usd.svg", "theme=dark", "theme=dark"),
        ("/monotowns.geojson", "size=small&utm_medium=y", "size=small"),
        ("/kk/embed/weather/", "cities=ridder", "cities=ridder"),
    ],
)
def test_a_page_is_asked_for_what_it_knows(address: str, query: str, asked: str) -> None:
    assert canonical_query(address, query) == asked


@pytest.mark.parametrize("address", ["/embed/rates/", "/embed/weather.svg", "/embed/monotowns/table/"])
def test_an_informer_hears_of_a_parameter_that_it_refuses(address: str) -> None:
    assert declared(address) is not None
    assert canonical_query(address, "curencies=usd") is None


FILES = {
    "/rates.csv": "text/csv",
    "/rates/usd.json": "application/json",
    "/rates/usd.svg": "image/svg+xml",
    "/weather/ridder.csv": "text/csv",
    "/weather/ridder.svg": "image/svg+xml",
    "/embed/rates/": "text/html",
    "/embed/weather.svg": "image/svg+xml",
    "/search/?q=%D1%80%D0%B5%D0%BA%D0%B0": "text/html",
}


@pytest.fixture
def reference(transactional_db: None) -> None:
    load_cities_and_currencies()


@pytest.mark.parametrize("address", FILES)
def test_files_pictures_and_informers_come_from_memory_as_django_made_them(
    reference: None, web: Web, address: str
) -> None:
    web.hear()
    made, kept = web.get(address), web.get(address)
    assert web.is_kept(address)
    assert (made.status, kept.status) == (200, 200)
    assert kept.headers["content-type"].startswith(FILES[address])
    assert kept.text == made.text
    for name in ("content-disposition", "access-control-allow-origin", "content-security-policy", "link"):
        assert kept.headers.get(name) == made.headers.get(name)


OF_RATES = (
    "/rates/usd.csv",
    "/rates.json",
    "/embed/rates/?currencies=usd",
    "/embed/rates.svg?currencies=usd",
)


@pytest.mark.parametrize("address", OF_RATES)
def test_a_rate_that_arrives_is_in_its_files_and_informers(reference: None, web: Web, address: str) -> None:
    web.hear()
    assert "777.77" not in web.get(address).text
    assert web.is_kept(address)
    publish("USD", timezone.localdate(), "777.77")
    web.hear()
    assert "777.77" in web.get(address).text
