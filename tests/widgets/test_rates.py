from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from tests.widgets.observations import publish
from widgets.cards import rates_board
from widgets.models import Rate

pytestmark = pytest.mark.usefixtures("reference")

FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


def usd(now: datetime) -> Rate:
    rate: Rate = Rate.objects.board(now).get(currency="USD")
    return rate


def test_the_board_has_four_majors_in_order(now: datetime) -> None:
    for code, value in (
        ("RUB", "6.59"),
        ("CNY", "72.08"),
        ("EUR", "597.27"),
        ("USD", "501.02"),
        ("GBP", "650"),
    ):
        publish(code, MONDAY, value)
    assert [(rate.currency.code, rate.value) for rate in Rate.objects.board(now)] == [
        ("USD", Decimal("501.02")),
        ("EUR", Decimal("597.27")),
        ("CNY", Decimal("72.08")),
        ("RUB", Decimal("6.59")),
    ]


def test_the_change_is_against_the_previously_published_value(now: datetime) -> None:
    publish("USD", FRIDAY, "498.35")
    publish("USD", MONDAY, "501.02")
    assert usd(now).change_per_unit == Decimal("2.67")


def test_the_banks_own_change_comes_first(now: datetime) -> None:
    publish("USD", date(2026, 10, 1), "480")
    publish("USD", MONDAY, "501.02", change=Decimal("2.67"))
    assert usd(now).change_per_unit == Decimal("2.67")


def test_without_a_previous_value_the_change_is_unknown(now: datetime) -> None:
    publish("USD", MONDAY, "501.02")
    assert usd(now).change_per_unit is None


def test_a_changed_quant_does_not_look_like_a_jump(now: datetime) -> None:
    publish("USD", FRIDAY, "4983.5", quant=10)
    publish("USD", MONDAY, "501.02")
    assert usd(now).change_per_unit == Decimal("2.67")


def test_majors_are_shown_for_one_unit(now: datetime) -> None:
    publish("CNY", MONDAY, "720.8", quant=10, change=Decimal("-0.5"))
    [card] = rates_board(now).cards
    assert card.value == "72.08"
    assert card.change is not None
    assert card.change.text == "-0.05"


def test_the_last_rate_is_carried_forward_under_its_own_date(now: datetime) -> None:
    publish("USD", FRIDAY, "498.35")
    rate = usd(now)
    assert (rate.date, rate.carried_forward) == (FRIDAY, True)


def test_the_rate_of_today_is_not_carried_forward(now: datetime) -> None:
    publish("USD", MONDAY, "501.02")
    assert usd(now).carried_forward is False


def test_the_rate_of_tomorrow_waits_for_midnight_in_almaty(now: datetime) -> None:
    publish("USD", MONDAY, "501.02")
    publish("USD", TUESDAY, "505")
    assert usd(now).value == Decimal("501.02")
    assert usd(datetime.fromisoformat("2026-11-23T23:59:59+05:00")).value == Decimal("501.02")
    assert usd(datetime.fromisoformat("2026-11-24T00:00:00+05:00")).value == Decimal(505)


def test_a_republished_day_shows_the_newer_value_and_keeps_the_older(now: datetime) -> None:
    publish("USD", MONDAY, "501.02", fetched_at=now)
    publish("USD", MONDAY, "501.20", fetched_at=now + timedelta(hours=1))
    assert usd(now).value == Decimal("501.20")
    assert Rate.objects.history().count() == 2


def test_a_value_is_kept_digit_for_digit(now: datetime) -> None:
    publish("USD", MONDAY, "501.020")
    assert str(usd(now).value) == "501.020"


def test_the_board_is_one_query(now: datetime, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for code in ("USD", "EUR", "CNY", "RUB"):
        publish(code, FRIDAY, "10")
        publish(code, MONDAY, "11")
    with django_assert_num_queries(1):
        assert [card.change.text for card in rates_board(now).cards if card.change] == ["+1.00"] * 4


def test_the_board_tells_one_date_where_rates_share_it(now: datetime) -> None:
    publish("USD", MONDAY, "501.02")
    publish("EUR", MONDAY, "597.27")
    assert rates_board(now).date == MONDAY


def test_the_board_has_no_date_of_its_own_where_rates_differ(now: datetime) -> None:
    publish("USD", MONDAY, "501.02")
    publish("EUR", FRIDAY, "597.27")
    assert rates_board(now).date is None


def test_samples_are_shown_without_change_while_nothing_real_is_there(samples: None, now: datetime) -> None:
    board = rates_board(now)
    assert [(card.symbol, card.value, card.change) for card in board.cards] == [
        ("$", "501.02", None),
        ("€", "597.27", None),
        ("¥", "72.08", None),
        ("₽", "6.59", None),
    ]
    assert board.is_sample


def test_one_real_rate_takes_every_sample_off(samples: None, now: datetime) -> None:
    publish("USD", FRIDAY, "498.35")
    board = rates_board(now)
    assert [(card.code, card.value, card.change) for card in board.cards] == [("USD", "498.35", None)]
    assert not board.is_sample


def test_samples_are_no_history(samples: None) -> None:
    assert list(Rate.objects.history()) == []


@pytest.mark.parametrize("value", ["0", "-1"])
def test_the_database_refuses_a_rate_that_is_not_positive(value: str) -> None:
    with pytest.raises(IntegrityError, match="rate_positive"), transaction.atomic():
        publish("USD", MONDAY, value)


def test_the_database_refuses_what_is_not_a_number() -> None:
    # Postgres holds NaN greater than zero.
    insert = """
        INSERT INTO widgets_rate (currency_id, date, value, quant, source, fetched_at)
        VALUES (%s, %s, 'NaN', 1, 'nbk', now())
    """
    with (
        pytest.raises(IntegrityError, match="rate_positive"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, ["USD", MONDAY])


def test_the_database_refuses_a_quant_of_zero() -> None:
    with pytest.raises(IntegrityError, match="rate_quant_positive"), transaction.atomic():
        publish("USD", MONDAY, "501.02", quant=0)


def test_the_database_refuses_to_change_a_rate(now: datetime) -> None:
    rate = publish("USD", MONDAY, "501.02")
    rate.value = Decimal(502)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rate.save()
    assert usd(now).value == Decimal("501.02")


def test_the_database_refuses_to_delete_a_rate() -> None:
    publish("USD", MONDAY, "501.02")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Rate.objects.all().delete()
