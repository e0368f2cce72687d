"""What becomes of a publication: rows, doubts, notices."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from tests.conftest import SideBySide
from tests.widgets.bank import MAJORS, publication, quote, sample, shown, store
from tests.widgets.observations import publish
from widgets.models import Currency, Notice, Rate, SuspectRate
from widgets.nbk import Publication, Rejected, parse
from widgets.nbk.items import Fault
from widgets.nbk.storing import Stored
from widgets.reference import load_cities_and_currencies

pytestmark = pytest.mark.usefixtures("reference")

FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 11, 20) + timedelta(days=day) for day in range(5))


def suspects() -> list[tuple[str, str, str, str, str]]:
    return [
        (row.currency_id, str(row.date), str(row.value), row.reason, row.verdict)
        for row in SuspectRate.objects.order_by("pk")
    ]


def notices() -> list[str]:
    return list(Notice.objects.filter(dismissed_at=None).order_by("pk").values_list("key", flat=True))


def test_a_day_is_stored_with_quant_change_date_and_time_of_fetching(now: datetime) -> None:
    day = date(2026, 1, 31)
    assert Rate.objects.store(parse(sample("get_rates_2026-01-31.xml")), now) == Stored(rates=39)
    uzs = Rate.objects.get(currency="UZS")
    assert (uzs.date, str(uzs.value), uzs.quant, str(uzs.change)) == (day, "4.13", 100, "0.01")
    assert (uzs.source, uzs.fetched_at) == ("nbk", now)


def test_the_same_again_stores_nothing(now: datetime) -> None:
    for name in ("get_rates_2026-01-31.xml", "rates_all_2026-01-31.xml", "bom.xml"):
        stored = Rate.objects.store(parse(sample(name)), now)
    assert stored == Stored()
    assert Rate.objects.count() == 39


def test_zeros_at_the_end_are_no_other_value(now: datetime) -> None:
    store(MONDAY, now)
    assert store(MONDAY, now, quote("USD", "501.020")) == Stored()


def test_a_day_published_anew_is_a_new_row_and_the_earlier_stays(now: datetime) -> None:
    store(MONDAY, now)
    assert store(MONDAY, now + timedelta(hours=2), quote("USD", "501.20")) == Stored(rates=1)
    assert shown("USD", MONDAY) == "501.20"
    assert [str(rate.value) for rate in Rate.objects.filter(currency="USD").order_by("pk")] == [
        "501.02",
        "501.20",
    ]


def test_the_last_of_a_day_is_shown_whatever_the_clock_did(now: datetime) -> None:
    store(MONDAY, now)
    store(MONDAY, now - timedelta(minutes=5), quote("USD", "501.20"))
    store(MONDAY, now, quote("USD", "501.02"))
    assert shown("USD", MONDAY) == "501.02"
    assert Rate.objects.filter(currency="USD").count() == 3


def test_a_day_without_data_stores_nothing_and_deletes_nothing(now: datetime) -> None:
    store(MONDAY, now)
    assert Rate.objects.store(Publication(None), now) == Stored()
    assert Rate.objects.count() == 4


@pytest.mark.parametrize(
    ("value", "is_held"),
    [
        ("601.22", False),
        ("601.23", True),
        ("400.82", False),
        ("400.81", True),
    ],
)
def test_a_jump_of_more_than_a_fifth_is_held_back(now: datetime, value: str, is_held: bool) -> None:
    store(FRIDAY, now)
    stored = store(MONDAY, now, quote("USD", value))
    assert stored == (Stored(rates=3, held=1) if is_held else Stored(rates=4))
    assert shown("USD", MONDAY) == (None if is_held else value)
    assert shown("USD", FRIDAY) == "501.02"


def test_a_suspect_tells_what_it_was_compared_with(now: datetime) -> None:
    store(FRIDAY, now, quote("KRW", "33.04", 100))
    store(MONDAY, now, quote("KRW", "3.5", 1))
    suspect = SuspectRate.objects.get()
    assert (suspect.previous_value, suspect.previous_date) == (Decimal("0.3304"), FRIDAY)
    assert suspect.move is not None
    assert round(suspect.move) == 959


@pytest.mark.parametrize("value", ["0", "0.00", "-6.59"])
def test_zero_and_less_are_held_back_even_at_the_first_fetch(now: datetime, value: str) -> None:
    assert store(MONDAY, now, quote("RUB", value)) == Stored(rates=3, held=1)
    assert suspects() == [("RUB", "2026-11-23", value, "not_positive", "waiting")]


def test_a_changed_quant_is_no_jump(now: datetime) -> None:
    store(FRIDAY, now, quote("IRR", "0.42", 1000))
    assert store(MONDAY, now, quote("IRR", "4.2", 10_000)) == Stored(rates=5)


def test_the_first_fetch_has_nothing_to_compare_with(now: datetime, samples: None) -> None:
    assert store(MONDAY, now, quote("USD", "5")) == Stored(rates=4)


def test_samples_are_never_compared_with(now: datetime) -> None:
    publish("USD", FRIDAY, "5", source="sample")
    assert store(MONDAY, now) == Stored(rates=4)


@pytest.mark.parametrize(("gap", "held"), [(15, 1), (16, 0)])
def test_what_is_older_than_fifteen_days_is_not_compared_with(now: datetime, gap: int, held: int) -> None:
    store(MONDAY - timedelta(days=gap), now)
    assert store(MONDAY, now, quote("USD", "900")).held == held


def test_the_next_publication_confirms_a_jump(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, quote("USD", "700"))
    assert store(TUESDAY, now, quote("USD", "690")) == Stored(rates=4, confirmed=1)
    assert (shown("USD", MONDAY), shown("USD", TUESDAY)) == ("700", "690")
    assert suspects() == [("USD", "2026-11-23", "700", "jump", "confirmed")]
    assert not [key for key in notices() if "held_back" in key]


def test_a_value_that_comes_back_does_not_confirm_the_jump(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, quote("USD", "700"))
    assert store(TUESDAY, now, quote("USD", "502")) == Stored(rates=4)
    assert suspects() == [("USD", "2026-11-23", "700", "jump", "waiting")]
    # And nothing later does: the day after is Tuesday's neighbour.
    assert store(TUESDAY + timedelta(days=1), now, quote("USD", "600")) == Stored(rates=4)
    assert shown("USD", MONDAY) is None


def test_a_figure_repeated_over_the_week_end_confirms_nothing_and_the_next_confirms_all(
    now: datetime,
) -> None:
    store(FRIDAY, now)
    store(SATURDAY, now, quote("USD", "700", change="198.98"))
    for day in (SUNDAY, MONDAY):
        assert store(day, now, quote("USD", "700", change="0.00")) == Stored(rates=3, held=1)
    assert store(TUESDAY, now, quote("USD", "710", change="10.00")) == Stored(rates=4, confirmed=3)
    assert [shown("USD", day) for day in (SATURDAY, SUNDAY, MONDAY, TUESDAY)] == ["700", "700", "700", "710"]


def test_zero_is_never_confirmed(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, quote("USD", "0"))
    assert store(TUESDAY, now, quote("USD", "0")) == Stored(rates=3, held=1)
    assert Rate.objects.filter(currency="USD").count() == 1


def test_the_same_doubt_again_is_one(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, quote("USD", "700"))
    assert store(MONDAY, now, quote("USD", "700")) == Stored()
    assert len(suspects()) == len([key for key in notices() if "USD" in key]) == 1


def test_a_good_value_of_the_same_day_takes_the_doubtful_one_back(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, quote("USD", "5010.2"))
    assert store(MONDAY, now + timedelta(hours=1)) == Stored(rates=1)
    assert suspects() == [("USD", "2026-11-23", "5010.2", "jump", "rejected")]
    assert SuspectRate.objects.get().decided_by == ""
    assert not [key for key in notices() if "held_back" in key]


def test_a_doubtful_republication_leaves_the_good_value_standing(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now)
    assert store(MONDAY, now + timedelta(hours=1), quote("USD", "900")) == Stored(held=1)
    assert shown("USD", MONDAY) == "501.02"


def test_without_a_main_currency_the_publication_waits_as_a_whole(now: datetime) -> None:
    store(FRIDAY, now)
    assert store(MONDAY, now, without=["RUB"]) == Stored(held=3)
    assert {reason for *_, reason, _verdict in suspects()} == {"major_missing"}
    assert shown("USD", MONDAY) is None
    assert notices() == ["rate_held_back:2026-11-23:major_missing"]
    assert Notice.objects.get().facts == {"date": "2026-11-23", "reason": "major_missing", "missing": ["RUB"]}


def test_the_complete_publication_of_the_day_settles_it(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, without=["RUB"])
    assert store(MONDAY, now + timedelta(hours=1)) == Stored(rates=4)
    assert {verdict for *_, verdict in suspects()} == {"confirmed"}
    assert Rate.objects.filter(date=MONDAY).count() == 4
    assert notices() == []


def test_an_incomplete_day_is_confirmed_by_the_next(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, without=["RUB"])
    assert store(TUESDAY, now) == Stored(rates=4, confirmed=3)
    assert [shown(code, MONDAY) for code in MAJORS] == ["501.02", "597.27", "72.08", None]


def test_a_main_currency_that_was_never_quoted_is_not_missed(now: datetime) -> None:
    Currency.objects.filter(code="KGS").update(is_major=True)
    assert store(FRIDAY, now) == store(MONDAY, now) == Stored(rates=4)


def test_a_main_currency_that_cannot_be_read_holds_nobody_else_back(now: datetime) -> None:
    store(FRIDAY, now)
    broken = publication(MONDAY, without=["RUB"])
    broken = Publication(MONDAY, broken.items, (Rejected("RUB", Fault.VALUE, "?"),))
    assert Rate.objects.store(broken, now) == Stored(rates=3)
    assert notices() == ["rate_held_back:RUB:2026-11-23:unreadable"]
    assert shown("RUB", FRIDAY) == "6.59"


def test_the_sample_of_bad_values_gives_five_rates_and_a_doubt(now: datetime) -> None:
    assert Rate.objects.store(parse(sample("bad_values.xml")), now) == Stored(rates=6, held=1)
    assert {rate.currency_id: str(rate.value) for rate in Rate.objects.all()} == {
        "USD": "501.02", "EUR": "597.27", "CNY": "72.08", "KWD": "1632.92", "UZS": "4.13", "IRR": "0.42",
    }  # fmt: skip
    assert suspects() == [("JPY", "2026-01-31", "-3.14", "not_positive", "waiting")]


def test_days_may_be_filled_in_any_order(now: datetime) -> None:
    store(FRIDAY, now)
    store(TUESDAY + timedelta(days=14), now, quote("USD", "700"))
    assert store(TUESDAY, now, quote("USD", "690")) == Stored(rates=4)


def test_a_currency_quoted_for_the_first_time_joins_the_list(now: datetime) -> None:
    store(MONDAY, now, quote("KES", "3.88"))
    added = Currency.objects.get(code="KES")
    assert added.name == "кенийский шиллинг"
    with override("kk"):
        assert added.name == "Кения шиллингі"
    assert (added.position, added.is_major, added.symbol) == (40, False, "")
    assert shown("KES", MONDAY) == "3.88"


def test_a_main_currency_that_moved_more_than_a_hundredth_is_told(now: datetime) -> None:
    store(FRIDAY, now, quote("GBP", "600"))
    store(
        MONDAY, now, quote("USD", "506.04"), quote("EUR", "603.24"), quote("RUB", "6.50"), quote("GBP", "650")
    )
    assert notices() == ["rate_moved:USD:2026-11-23", "rate_moved:RUB:2026-11-23"]
    assert Notice.objects.get(key="rate_moved:RUB:2026-11-23").facts == {
        "currency": "RUB", "date": "2026-11-23", "value": "6.50", "quant": 1,
        "previous_value": "6.59", "previous_quant": 1, "previous_date": "2026-11-20", "percent": "-1.37",
    }  # fmt: skip


def test_history_is_no_news(now: datetime) -> None:
    store(date(2020, 3, 9), now)
    store(date(2020, 3, 10), now, quote("USD", "530"))
    assert notices() == []


def test_a_person_put_a_notice_away_and_it_stays_away(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, quote("USD", "507"))
    Notice.objects.update(dismissed_at=now, dismissed_by="askar")
    store(MONDAY, now, quote("USD", "508"))
    assert notices() == []


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_store_a_day_once(side_by_side: SideBySide, now: datetime) -> None:
    load_cities_and_currencies()
    store(FRIDAY, now)
    done = side_by_side(lambda: store(MONDAY, now, quote("USD", "900")), times=4)
    assert sorted((one.rates, one.held) for one in done) == [(0, 0), (0, 0), (0, 0), (3, 1)]
    assert (Rate.objects.filter(date=MONDAY).count(), SuspectRate.objects.count()) == (3, 1)
