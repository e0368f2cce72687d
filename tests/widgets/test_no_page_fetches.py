"""No page, file, picture or monitor asks another site: all are walked while the services are away."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsportal.lib import http
from tests import newsroom
from tests.articles.admin.conftest import desk_of, member
from tests.misbehaving import MisbehavingServer, misbehaving_server
from tests.widgets.observations import observe, publish

TODAY = timezone.localdate
ADDRESS = re.compile(r'(?:href|src)="(/(?:kk/)?(?:rates|weather)[^"#]*)"')
BEGIN = ["/", "/kk/", "/rates/", "/kk/rates/", "/weather/", "/kk/weather/", "/rates.csv", "/rates.json"]
OF_THE_DESK = ["/admin/", "/admin/widgets/sourcerun/health/", "/admin/widgets/suspectrate/"]


@pytest.fixture
def silent(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MisbehavingServer]:
    """Where the services would be: nobody may call, and nobody would answer."""

    def refused(*_args: object, **_options: object) -> None:
        pytest.fail("a page asked another site")

    monkeypatch.setattr(http, "_exchange", refused)
    with misbehaving_server() as server:
        settings.NBK_BASE_URL = settings.OPEN_METEO_BASE_URL = settings.METNO_BASE_URL = server.url
        yield server


@pytest.mark.parametrize("observed", [False, True])
def test_every_page_stands_without_the_services(
    client: Client, reference: None, silent: MisbehavingServer, observed: bool
) -> None:
    newsroom.outlet()
    if observed:
        for number in range(3):
            publish("USD", TODAY() - timedelta(days=number), f"50{number}.02")
            observe("ridder", timezone.now() - timedelta(days=number, hours=1), "-9")
    waiting, seen = list(BEGIN), set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code in {200, 301, 302}, address
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            # Of many cities and currencies one is enough: they are one page.
            found = ADDRESS.findall(answer.content.decode().replace("&amp;", "&"))
            waiting += [
                one for one in found if not re.search(r"/(?:weather/(?!ridder)|rates/(?!usd)[a-z])", one)
            ]
    assert len(seen) >= (40 if observed else 10)
    desk = desk_of(member(roles=("administrator", "chief_editor")))
    for address in OF_THE_DESK:
        assert desk.get(address).status_code == 200
    assert client.get("/healthz/sources").status_code == client.get("/readyz").status_code == 200
    assert silent.requests == []


def test_the_guard_would_notice(silent: MisbehavingServer) -> None:
    from widgets.nbk.fetching import fetch

    with pytest.raises(pytest.fail.Exception, match="asked another site"):
        fetch(date(2026, 1, 31))
