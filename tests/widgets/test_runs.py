"""How a run went is written down, whatever happened in it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from newsportal.lib.http import Failure, FetchError
from widgets.models import Service, SourceRun
from widgets.runs import ParseError, run_of

pytestmark = pytest.mark.django_db


def written() -> tuple[Any, ...]:
    run = SourceRun.objects.get()
    assert run.service == "nbk"
    assert run.started_at <= run.finished_at
    return run.outcome, run.stored, run.reason, run.detail


def fail(error: Exception, stored: int = 0) -> None:
    with run_of(Service.NBK) as run:
        run.stored(stored)
        raise error


def test_new_values_of_several_answers_add_up() -> None:
    with run_of(Service.NBK) as run:
        run.stored(39)
        run.stored(0)
        run.stored(1)
    assert written() == ("stored", 40, "", "")


def test_a_run_that_stored_nothing_found_nothing_new() -> None:
    with run_of(Service.NBK) as run:
        run.stored(0)
    assert written() == ("unchanged", 0, "", "")


def test_no_data_is_no_failure() -> None:
    with run_of(Service.NBK) as run:
        run.no_data()
    assert written() == ("no_data", 0, "", "")


def test_no_data_for_one_date_does_not_hide_what_another_brought() -> None:
    with run_of(Service.NBK) as run:
        run.stored(39)
        run.no_data()
    assert written() == ("stored", 39, "", "")


def test_what_was_held_back_outweighs_what_was_stored() -> None:
    with run_of(Service.NBK) as run:
        run.quarantined(1)
        run.stored(38)
    assert written() == ("quarantined", 38, "", "1 held back")


def test_a_failure_of_the_source_ends_here(caplog: pytest.LogCaptureFixture) -> None:
    fail(FetchError(Failure.UNAVAILABLE, "status 503, retry after 120 s", retry_after=120))
    assert written() == ("failed", 0, "unavailable", "status 503, retry after 120 s")
    assert "nbk: unavailable: status 503" in caplog.text


def test_an_answer_that_cannot_be_used_is_a_failure_of_the_source() -> None:
    fail(ParseError("not_xml", "a\0b" + "x" * 1000))
    outcome, _stored, reason, detail = written()
    assert (outcome, reason) == ("failed", "not_xml")
    assert detail.startswith("abxxx") and len(detail) == 300


def test_what_was_stored_before_the_failure_is_told() -> None:
    fail(FetchError(Failure.TIMEOUT, "the time is over"), stored=39)
    assert written() == ("failed", 39, "timeout", "the time is over")


def test_a_mistake_of_ours_is_written_down_and_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        fail(ZeroDivisionError())
    assert written() == ("failed", 0, "bug", "ZeroDivisionError")


def test_a_broken_transaction_does_not_hide_its_reason() -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), run_of(Service.NBK):
        SourceRun.objects.create(
            service="nobody", started_at="2026-01-01T00:00Z", finished_at="2026-01-01T00:00Z"
        )
    assert not SourceRun.objects.exists()
