"""`manage.py update_rates`, over real HTTP."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.widgets.bank import document, sample
from tests.widgets.nbk.conftest import Bank
from widgets.models import Rate, SuspectRate

pytestmark = pytest.mark.usefixtures("reference")


def usd() -> str:
    return str(Rate.objects.board(timezone.now()).get(currency="USD").value)


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("update_rates", *arguments)
    return capsys.readouterr().out


def test_the_command_asks_for_today_and_tomorrow(
    bank: Bank, on_the_day_of_the_seed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.publishes("31.01.2026", sample("get_rates_2026-01-31.xml"))
    bank.publishes("01.02.2026", sample("empty_minimal.xml"))
    assert run(capsys=capsys) == (
        "39 rates stored, 0 held back, 0 confirmed; 2 days asked for, 0 with nothing new, 1 without data, "
        "0 failed, 0 were stored before.\n"
    )
    assert bank.asked == ["31.01.2026", "01.02.2026"]


def test_a_range_is_filled_and_goes_on_where_it_was_broken_off(
    bank: Bank, on_the_day_of_the_seed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for day in ("28", "29", "30", "31"):
        bank.publishes(f"{day}.01.2026", sample(f"get_rates_2026-01-{day}.xml"))
    run("--from", "2026-01-28", "--to", "2026-01-29", capsys=capsys)
    said = run("--from", "2026-01-28", capsys=capsys)
    assert said.startswith("78 rates stored, 0 held back, 0 confirmed; 2 days asked for")
    assert said.endswith("2 were stored before.\n")
    assert bank.asked == ["28.01.2026", "29.01.2026", "30.01.2026", "31.01.2026"]
    assert run("--from", "2026-01-28", "--again", capsys=capsys).startswith("0 rates stored")
    assert len(bank.asked) == 8


def test_a_failed_day_does_not_stop_the_others_and_is_named(
    bank: Bank, on_the_day_of_the_seed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.publishes("29.01.2026", sample("get_rates_2026-01-29.xml"))
    bank.publishes("30.01.2026", sample("wrong_date.xml"))
    bank.publishes("31.01.2026", sample("get_rates_2026-01-31.xml"))
    with pytest.raises(CommandError, match=r"Failed: 2026-01-30\. ") as caught:
        run("--from", "2026-01-29", capsys=capsys)
    assert caught.value.returncode == 1
    assert capsys.readouterr().out.startswith("78 rates stored")


def test_a_bank_that_is_down_is_left_alone(
    bank: Bank, on_the_day_of_the_seed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for day in range(5, 10):
        bank.publishes(f"{day:02}.01.2026", b"no", status=404)
    with pytest.raises(CommandError, match=r"22 more were not asked for"):
        run("--from", "2026-01-05", capsys=capsys)
    assert len(bank.asked) == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--date", "31.01.2026"], "is no date like 2026-01-31"),
        (["--date", "2026-02-02"], "the bank has rates from 1993-11-15 to 2026-02-01"),
        (["--date", "1993-11-14"], "the bank has rates from"),
        (["--from", "2026-01-31", "--to", "2026-01-30"], "--from is later than --to"),
        (["--to", "2026-01-30"], "give --from too"),
        (["--date", "2026-01-30", "--to", "2026-01-30"], "--date is one day"),
    ],
)
def test_impossible_days_are_refused_in_words(
    on_the_day_of_the_seed: None, arguments: list[str], words: str, bank: Bank
) -> None:
    with pytest.raises(CommandError, match=re.escape(words)):
        call_command("update_rates", *arguments)
    assert bank.asked == []


def test_a_jump_over_real_http_is_held_back_and_confirmed(
    bank: Bank, on_the_day_of_the_seed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.publishes("29.01.2026", document("29.01.2026"))
    bank.publishes("30.01.2026", document("30.01.2026", USD="700"))
    bank.publishes("31.01.2026", document("31.01.2026", USD="705"))
    said = run("--from", "2026-01-29", "--to", "2026-01-30", capsys=capsys)
    assert said.startswith("7 rates stored, 1 held back, 0 confirmed")
    assert usd() == "501.02"
    assert run("--date", "2026-01-31", capsys=capsys).startswith("4 rates stored, 0 held back, 1 confirmed")
    assert usd() == "705"
    assert SuspectRate.objects.get().verdict == "confirmed"
