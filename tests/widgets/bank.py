"""The bank's documents as tests need them: the samples, and short ones made to measure."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from widgets.models import Rate
from widgets.nbk.feed import Publication
from widgets.nbk.items import Quote
from widgets.nbk.storing import Stored

SAMPLES = Path(__file__).parent / "samples" / "nbk"
ADDRESS = "/rss/get_rates.cfm"
MAJORS = {"USD": "501.02", "EUR": "597.27", "CNY": "72.08", "RUB": "6.59"}


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def quote(code: str, value: str, quant: int = 1, change: str | None = None) -> Quote:
    return Quote(code, Decimal(value), quant, None if change is None else Decimal(change))


def publication(day: date, quotes: Iterable[Quote] = (), *, without: Iterable[str] = ()) -> Publication:
    """The four majors at their usual values, and others instead of or beside them."""
    found = {code: quote(code, value) for code, value in MAJORS.items() if code not in set(without)}
    found |= {one.code: one for one in quotes}
    return Publication(day, tuple(found.values()))


def store(day: date, at: datetime, *quotes: Quote, without: Iterable[str] = ()) -> Stored:
    stored: Stored = Rate.objects.store(publication(day, quotes, without=without), at)
    return stored


def shown(code: str, day: date) -> str | None:
    """What readers get for the day."""
    rate = Rate.objects.filter(currency=code, date=day).order_by("-fetched_at", "-pk").first()
    return str(rate.value) if rate else None


def document(day: str, **rates: str) -> bytes:
    """As `get_rates.cfm` writes it."""
    items = "".join(
        f"<item><fullname>{code}</fullname><title>{code}</title><description>{value}</description>"
        "<quant>1</quant><index></index><change></change></item>"
        for code, value in (MAJORS | rates).items()
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rates><date>{day}</date>{items}</rates>'.encode()
