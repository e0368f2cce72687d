"""The list of currencies follows what the bank quotes."""

import logging
from collections.abc import Iterable

from babel.numbers import get_currency_name
from django.db.models import Max

from widgets.models import Currency

logger = logging.getLogger(__name__)


def add_missing(codes: Iterable[str]) -> None:
    """Those quoted for the first time, at the end of the list and out of the header.

    Their names are Unicode's, in both languages: the feed's own are capitals, in any case, and Russian alone.
    """
    known = set(Currency.objects.values_list("pk", flat=True))
    last = Currency.objects.aggregate(last=Max("position"))["last"] or 0
    for position, code in enumerate(sorted(set(codes) - known), start=last + 1):
        Currency.objects.create(
            code=code,
            name_ru=get_currency_name(code, locale="ru")[:80],
            name_kk=get_currency_name(code, locale="kk")[:80],
            position=position,
        )
        logger.warning("NBK quotes %s, which was not in the list: added at its end", code)


def majors() -> set[str]:
    return set(Currency.objects.filter(is_major=True).values_list("pk", flat=True))
