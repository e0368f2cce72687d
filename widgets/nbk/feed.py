"""Bytes of the bank to values. Both shapes are read: `get_rates.cfm` of a day and the RSS of `rates_all.xml`.

A document that cannot be trusted is refused whole, by `ParseError`; an item that cannot be read is left out
alone and named in `Publication.rejected`. What can be read and only looks wrong is not judged here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError as XmlError
from defusedxml.ElementTree import fromstring
from django.utils import timezone

from widgets.nbk.items import Fault, Quote, Rejected, code_of, quote_of, short
from widgets.runs import ParseError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# The day the tenge came: no rate is older.
FIRST_DAY = date(1993, 11, 15)


@dataclass(frozen=True, slots=True)
class Publication:
    """What the bank published for a day. Without items it has no data, and `date` may be unknown."""

    date: date | None
    items: tuple[Quote, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @property
    def mentioned(self) -> frozenset[str]:
        """Codes quoted for this day, readable or not."""
        unreadable = {item.code for item in self.rejected if item.fault is not Fault.OTHER_DATE}
        return frozenset(unreadable | {item.code for item in self.items})


def parse(body: bytes, asked: date | None = None, *, today: date | None = None) -> Publication:
    """What the document says; `asked` is the day it was asked for, and it has to be of that day."""
    if not body.strip():
        return Publication(None)
    root = _root(body)
    if root.tag == "rates":
        items = [(root.findtext("date"), item) for item in root.findall("item")]
    elif root.tag == "rss":
        items = [(item.findtext("pubDate"), item) for item in root.findall("channel/item")]
    else:
        raise ParseError("not_feed", f"the root is <{short(root.tag)}>")
    if not items:
        return Publication(None)
    if root.tag == "rates":
        day = _day(items[0][0])
    else:
        day = max((found for text, _item in items if (found := _day(text))), default=None)
    _check_date(day, items[0][0], asked, today or timezone.localdate())
    return _publication(day, items)


def _root(body: bytes) -> "Element":
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        # No feed has ever had a document type: this is an attack, or a page for people.
        raise ParseError("forbidden_dtd", "the document declares a document type") from None
    except (XmlError, ValueError, LookupError, RecursionError) as error:
        raise ParseError("not_xml", str(error)[:200]) from None
    return root


def _day(text: str | None) -> date | None:
    """`31.01.2026`, or `31.01.26` as the RSS once wrote it."""
    text = (text or "").strip()
    for form in ("%d.%m.%Y", "%d.%m.%y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _check_date(day: date | None, written: str | None, asked: date | None, today: date) -> None:
    if day is None or day < FIRST_DAY:
        raise ParseError("wrong_date", f"the date is «{short(written)}»")
    if day > today + timedelta(days=1):
        raise ParseError("future_date", f"the date is {day}, and today is {today}")
    if asked is not None and day != asked:
        raise ParseError("wrong_date", f"the date is {day}, asked was {asked}")


def _publication(day: date | None, items: "list[tuple[str | None, Element]]") -> Publication:
    quotes: dict[str, Quote] = {}
    rejected = []
    for read in _read(day, items):
        if isinstance(read, Rejected):
            rejected.append(read)
        elif read.code in quotes:
            # The first stands: which of two is meant nobody can tell, and the guard still looks at it.
            rejected.append(Rejected(read.code, Fault.DUPLICATE, str(read.value)))
        else:
            quotes[read.code] = read
    if not quotes:
        raise ParseError("unreadable", f"none of {len(items)} items can be read: {rejected[0].fault}")
    return Publication(day, tuple(quotes.values()), tuple(rejected))


def _read(day: date | None, items: "list[tuple[str | None, Element]]") -> "Iterator[Quote | Rejected]":
    for written, item in items:
        code = code_of(item)
        if isinstance(code, Rejected):
            yield code
        elif _day(written) != day:
            yield Rejected(code, Fault.OTHER_DATE, short(written))
        else:
            yield quote_of(code, item)
