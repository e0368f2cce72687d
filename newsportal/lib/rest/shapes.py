"""Shapes of answers, as msgspec structs: typed for us, fast to write, and described in the document.

A field without a default is always there. One that may be absent says so by `UNSET`, one that may be empty
by `None`.
"""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Struct
from translated_fields import to_attribute

type Moment = Annotated[datetime, Meta(tz=True, description="RFC 3339, with the offset.")]
type Address = Annotated[str, Meta(extra_json_schema={"format": "uri"})]


class Shape(Struct, kw_only=True, omit_defaults=False):
    """One object of an answer."""


class InBoth(Shape):
    """A text in Russian and in Kazakh; where no Kazakh one was written, the Russian stands in its place."""

    ru: str
    kk: str


class Links(Shape):
    """Where a list goes on; null at its end."""

    next: Address | None


def in_both(row: Any, name: str) -> InBoth:
    """A translated column (`newsportal.lib.translated`) of a model, or of a row that is a mapping."""
    get = row.get if isinstance(row, dict) else lambda column: getattr(row, column)
    russian = get(to_attribute(name, "ru")) or ""
    return InBoth(ru=russian, kk=get(to_attribute(name, "kk")) or russian)
