"""Settings of the way out: a wrong one stops the start, a right one reaches every request."""

import logging

import pytest
from environs import EnvError
from pytest_django import Settings

from newsportal.checks import check_contact
from newsportal.sources import base_url, contact, user_agent


@pytest.mark.parametrize(
    "value",
    ["https://nationalbank.kz", "https://nationalbank.kz/", "http://mirror.internal:8080", "http://[::1]:80"],
)
def test_an_address_is_scheme_host_and_port(value: str) -> None:
    assert base_url("NBK_BASE_URL", value) == value.rstrip("/")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "nationalbank.kz",
        "ftp://nationalbank.kz",
        "https://",
        "https://nationalbank.kz/rss",
        "https://nationalbank.kz?fdate=1",
        "https://user:password@nationalbank.kz",
        "https://nationalbank.kz:0",
        "https://nationalbank.kz:99999",
        "https://[::1",
    ],
)
def test_anything_else_stops_the_start_with_its_name(value: str) -> None:
    with pytest.raises(EnvError, match="NBK_BASE_URL"):
        base_url("NBK_BASE_URL", value)


@pytest.mark.parametrize(
    "value", ["desk", "desk@news.example\r\nX-More: 1", "desk @news.example", "стол@новости.қаз"]
)
def test_whom_to_write_to_is_one_address(value: str) -> None:
    with pytest.raises(EnvError, match="CONTACT_EMAIL"):
        contact(value)


def test_a_request_says_who_asks_and_whom_to_write_to() -> None:
    assert user_agent("https://news.example", "desk@news.example") == (
        "newsportal/1.0 (+https://news.example; desk@news.example)"
    )
    assert user_agent("https://news.example", "") == "newsportal/1.0 (+https://news.example)"
    assert (
        user_agent("https://новости.рф:8443", "") == "newsportal/1.0 (+https://xn--b1amnebsh.xn--p1ai:8443)"
    )


def test_an_operator_is_told_that_nobody_can_be_written_to(settings: Settings) -> None:
    settings.CONTACT_EMAIL = ""
    assert [message.id for message in check_contact(None)] == ["newsportal.W005"]
    settings.CONTACT_EMAIL = "desk@news.example"
    assert check_contact(None) == []


def test_libraries_do_not_write_whole_addresses_into_the_log(settings: Settings) -> None:
    assert settings.LOGGING["loggers"]["httpx2"] == {"level": "WARNING"}
    assert logging.getLogger("httpx2").level == logging.WARNING
    assert logging.getLogger("httpcore2.connection").getEffectiveLevel() == logging.WARNING
