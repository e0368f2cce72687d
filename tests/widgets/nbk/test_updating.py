"""From the bank's address to the header, over real HTTP."""

import re
import threading
import time
from datetime import date, datetime

import pytest
import time_machine
from django.template import Context, Template
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.bank import MAJORS, document, sample, shown
from tests.widgets.nbk.conftest import Bank
from tests.widgets.observations import publish
from widgets.models import SourceRun
from widgets.nbk.updating import Outcome, update, update_all, update_due
from widgets.tasks import update_rates

pytestmark = pytest.mark.usefixtures("reference")


def header() -> LexborHTMLParser:
    return LexborHTMLParser(Template("{% load widgets %}{% rates_strip %}").render(Context()))


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", node.text()).strip() for node in tree.css(selector)]


def test_the_seeds_header_is_reproduced_from_the_banks_answer(
    bank: Bank, on_the_day_of_the_seed: None
) -> None:
    bank.publishes("31.01.2026", sample("get_rates_2026-01-31.xml"))
    done = update(date(2026, 1, 31))
    assert (done.outcome, done.stored.rates) == (Outcome.STORED, 39)
    strip = header()
    assert texts(strip, ".rate-symbol > [aria-hidden]") == ["$", "€", "¥", "₽"]
    assert texts(strip, ".rate-value") == ["501.02", "597.27", "72.08", "6.59"]
    assert texts(strip, ".rates-list .rate-change > [aria-hidden]") == [
        "▲ +1.68",
        "▲ +2.51",
        "▲ +0.24",
        "▲ +0.03",
    ]
    assert texts(strip, ".rates-list .rate-change > .visually-hidden")[0] == "выросла на 1,68"
    assert texts(strip, ".rates-caption time") == ["31 января 2026"]
    assert texts(strip, ".sample-label, .rates-tomorrow") == []


def test_the_week_end_shows_the_same_figures_without_an_arrow(bank: Bank) -> None:
    for day in ("31.01.2026", "01.02.2026", "02.02.2026"):
        bank.publishes(day, sample(f"get_rates_{day[6:]}-{day[3:5]}-{day[:2]}.xml"))
    with time_machine.travel(datetime.fromisoformat("2026-02-02T10:00:00+05:00"), tick=False):
        for number in (31, 1, 2):
            update(date(2026, 1 if number == 31 else 2, number))
        strip = header()
    assert texts(strip, ".rate-value") == ["501.02", "597.27", "72.08", "6.59"]
    assert texts(strip, ".rate-change") == []
    assert texts(strip, ".rates-caption time") == ["2 февраля 2026"]


def test_each_run_is_written_down(bank: Bank, on_the_day_of_the_seed: None) -> None:
    day = date(2026, 1, 31)
    bank.publishes("31.01.2026", sample("get_rates_2026-01-31.xml"))
    update(day)
    update(day)
    bank.forgets()
    bank.publishes("31.01.2026", sample("empty_day.xml"))
    update(day)
    bank.forgets()
    bank.publishes("31.01.2026", sample("wrong_date.xml"))
    assert update(day).outcome is Outcome.FAILED
    bank.forgets()
    bank.publishes("31.01.2026", document("31.01.2026", JPY="0"))
    update(day)
    runs = SourceRun.objects.order_by("pk").values_list("service", "outcome", "stored", "reason")
    assert list(runs) == [
        ("nbk", "stored", 39, ""),
        ("nbk", "unchanged", 0, ""),
        ("nbk", "no_data", 0, ""),
        ("nbk", "failed", 0, "wrong_date"),
        # Short documents of tests have no published changes: four new rows.
        ("nbk", "quarantined", 4, ""),
    ]
    assert shown("JPY", day) != "0"


@pytest.mark.parametrize(
    "answer",
    [
        ("error_502.html", 502, "text/html", "status"),
        ("error_200_html_page.html", 200, "text/html", "wrong_type"),
        ("error_200_html_page.html", 200, "text/xml", "forbidden_dtd"),
        ("attack_billion_laughs.xml", 200, "text/xml", "forbidden_dtd"),
        ("malformed_truncated.xml", 200, "text/xml", "not_xml"),
    ],
)
def test_after_a_failure_the_last_good_value_stands_under_its_date(
    bank: Bank, on_the_day_of_the_seed: None, answer: tuple[str, int, str, str]
) -> None:
    name, status, kind, reason = answer
    publish("USD", date(2026, 1, 30), "499.34")
    bank.publishes("31.01.2026", sample(name), status=status, kind=kind)
    assert update(date(2026, 1, 31)).outcome is Outcome.FAILED
    assert SourceRun.objects.get().reason == reason
    assert texts(header(), ".rate-value, .rates-caption time") == ["499.34", "30 января 2026"]
    bank.forgets()
    bank.publishes("31.01.2026", sample("get_rates_2026-01-31.xml"))
    update(date(2026, 1, 31))
    assert texts(header(), ".rate-value")[0] == "501.02"


def test_the_task_stores_tomorrow_beside_today(bank: Bank) -> None:
    bank.publishes("31.12.2026", document("31.12.2026"))
    bank.publishes("01.01.2027", document("01.01.2027", USD="503.69"))
    with time_machine.travel("2026-12-31T16:10:00+05:00", tick=False) as clock:
        done = update_due(datetime.fromisoformat("2026-12-31T16:10:00+05:00"))
        assert [(one.day, one.outcome) for one in done] == [
            (date(2026, 12, 31), "stored"),
            (date(2027, 1, 1), "stored"),
        ]
        strip = header()
        assert texts(strip, ".rate-value")[0] == "501.02"
        [day] = strip.css(".rates-tomorrow time")
        assert day.attributes["datetime"] == "2027-01-01"
        assert texts(strip, ".rates-tomorrow data") == ["503.69", "597.27", "72.08", "6.59"]
        assert texts(strip, ".rates-tomorrow .rate-change > [aria-hidden]") == ["▲ +2.67"]
        clock.move_to("2026-12-31T23:59:59+05:00")
        assert texts(header(), ".rate-value")[0] == "501.02"
        clock.move_to("2027-01-01T00:00:00+05:00")
        strip = header()
        assert texts(strip, ".rate-value")[0] == "503.69"
        assert texts(strip, ".rates-caption time, .rates-tomorrow") == ["1 января 2027"]


def test_tomorrow_is_not_mentioned_where_it_repeats_today(now: datetime) -> None:
    for code, value in MAJORS.items():
        publish(code, date(2026, 11, 23), value)
        publish(code, date(2026, 11, 24), value)
    with time_machine.travel(now, tick=False):
        assert texts(header(), ".rates-tomorrow") == []


def test_tomorrow_costs_no_query(now: datetime, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    publish("USD", date(2026, 11, 23), "501.02")
    publish("USD", date(2026, 11, 24), "502")
    with time_machine.travel(now, tick=False), django_assert_num_queries(1):
        assert len(header().css(".rates-tomorrow data")) == 1


@pytest.mark.parametrize(("second", "days"), [(0, []), (1, ["31.12.2026", "01.01.2027"])])
def test_a_person_may_ask_for_what_is_stored_already(bank: Bank, second: int, days: list[str]) -> None:
    publish("USD", date(2026, 12, 31), "500")
    publish("USD", date(2027, 1, 1), "500")
    moment = datetime.fromisoformat("2026-12-31T16:10:00+05:00")
    with time_machine.travel(moment, tick=False):
        update_rates(timestamp=int(moment.timestamp()) + second)
    # The bank has no answer here: each is tried twice.
    assert list(dict.fromkeys(bank.asked)) == days


def test_a_bank_that_hangs_holds_a_run_no_longer_than_ten_seconds(
    bank: Bank, on_the_day_of_the_seed: None
) -> None:
    released = threading.Event()
    bank.hangs(released)
    began = time.perf_counter()
    try:
        done = update_all([date(2026, 1, 31), date(2026, 2, 1), date(2026, 1, 30)])
    finally:
        released.set()
    assert [(one.day, one.outcome) for one in done] == [(date(2026, 1, 31), Outcome.FAILED)]
    assert time.perf_counter() - began < 10
    assert SourceRun.objects.get().reason == "timeout"
