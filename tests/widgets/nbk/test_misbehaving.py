"""A bank that misbehaves: readers keep the last good rate with its true date, and the next good answer heals."""

import re
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import psutil
import pytest
from django.template import Context, Template
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from tests.articles.admin.conftest import desk_of, member
from tests.misbehaving import (
    Behaviour,
    MisbehavingServer,
    good,
    misbehaving_server,
    on_every_path,
    refusing_address,
)
from tests.widgets.bank import sample
from tests.widgets.observations import publish
from widgets.models import Rate, SourceRun
from widgets.nbk import fetching
from widgets.nbk.updating import update
from widgets.source_words import WORDS

pytestmark = pytest.mark.usefixtures("reference", "on_the_day_of_the_seed")

DAY = date(2026, 1, 31)
XML = "text/xml; charset=UTF-8"
GOOD = sample("get_rates_2026-01-31.xml")
# What the run says where it is no failure: the bank answered, and there was nothing to take.
NO_FAILURE = {"empty": "no_data", "zeros": "quarantined", "a jump": "quarantined", "no majors": "quarantined"}
OWN = {
    "a date of next year": GOOD.replace(b"31.01.2026", b"31.01.2027"),
    "no such date": GOOD.replace(b"31.01.2026", b"31.02.2026"),
    "zeros": re.sub(rb"<description>[\d.]+<", b"<description>0<", GOOD),
    "a jump": re.sub(rb"<description>(\d)", rb"<description>9\1", GOOD),
    "no majors": re.sub(
        rb"<item>(?:(?!</item>).)*<title>(?:USD|EUR|CNY|RUB)</title>.*?</item>", b"", GOOD, flags=re.S
    ),
    "words for numbers": re.sub(rb"<description>[\d.]+<", "<description>не число<".encode(), GOOD),
}
NAMES = ["refused", *OWN, *on_every_path(b"", XML)]


def played(name: str) -> Behaviour:
    return good(OWN[name], XML) if name in OWN else on_every_path(GOOD, XML)[name]


@pytest.fixture
def server(settings: Any, is_long: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[MisbehavingServer]:
    if not is_long:
        monkeypatch.setattr(fetching, "DEADLINE", 1.0)
    with misbehaving_server() as server:
        settings.NBK_BASE_URL = server.url
        yield server


def header() -> tuple[list[str], list[str]]:
    """The values, and the days, that readers see."""
    tree = LexborHTMLParser(Template("{% load widgets %}{% rates_strip %}").render(Context()))
    days = [node.attributes["datetime"] or "" for node in tree.css("time")]
    return [node.text() for node in tree.css(".rate-value")], days


@pytest.mark.parametrize("name", NAMES)
def test_readers_keep_the_last_good_rate_and_the_next_good_answer_heals(
    server: MisbehavingServer, settings: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for code, value in (("USD", "499.34"), ("EUR", "594.76"), ("CNY", "71.84"), ("RUB", "6.56")):
        publish(code, date(2026, 1, 30), value)
    last_good = header()
    memory = psutil.Process().memory_info().rss
    with refusing_address() as refused:
        if name == "refused":
            settings.NBK_BASE_URL = refused
        else:
            server.play("*", played(name))
        # Only now: its bodies of a hundred megabytes take two seconds to make where the machine is busy.
        began = time.monotonic()
        update(DAY)
    assert time.monotonic() - began < fetching.DEADLINE + 2
    assert psutil.Process().memory_info().rss - memory < 150_000_000
    run = SourceRun.objects.get()
    assert run.outcome == NO_FAILURE.get(name, "failed")
    assert header() == last_good == (["499.34", "594.76", "71.84", "6.56"], ["2026-01-30"])
    if run.outcome == "failed":
        page = desk_of(member(roles=("administrator",))).get(reverse("admin:widgets_sourcerun_health"))
        assert str(WORDS[run.reason].meaning) in page.content.decode()

    settings.NBK_BASE_URL = server.url
    # However busy this machine is.
    monkeypatch.setattr(fetching, "DEADLINE", 8.0)
    server.play("*", good(GOOD, XML))
    update(DAY)
    assert header() == (["501.02", "597.27", "72.08", "6.59"], ["2026-01-31"])
    assert Rate.objects.filter(date=DAY).values("currency").distinct().count() == 39
