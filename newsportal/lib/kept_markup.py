"""Parts that stand on many pages: made once for the same values, and kept in the memory of the process.

Nothing of it can be old: what a part is made of is compared each time, and the part sees nothing else. Rows
that are kept themselves are spelled out once (`tell_once`): nobody changes them, they are thrown away whole.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import LazyObject
from django.utils.safestring import SafeString

MOST = 3000
"""Parts, of one or two kilobytes each: those of every page in both languages and of every rubric, and lines
that stand beside many stories."""

ONCE = "_told_once"
NOT_COLUMNS = {"_state", ONCE}
PLAIN = {str, int, bool, type(None)}

_kept: dict[Hashable, SafeString] = {}


class Told:
    """What says by itself what it is told by: all that a template learns of it."""

    told: Hashable


def markup(template_name: str, values: Mapping[str, Any]) -> SafeString:
    """The template with these values alone, in the language of the page."""
    key = template_name, translation.get_language(), told(values)
    made = _kept.get(key)
    if made is None:
        made = render_to_string(template_name, dict(values))
        if len(_kept) >= MOST:
            # Values that come again are made again: a row of the latest would cost each page more.
            _kept.clear()
        _kept[key] = made
    return made


def told(value: Any) -> Hashable:
    """All that a template can learn of a value, without asking the database."""
    if isinstance(value, LazyObject):
        # Its attributes are its own until it is read, and in part after that.
        bool(value)
        return told(value._wrapped)
    if isinstance(value, Told):
        return value.told
    if isinstance(value, Model):
        return value.__dict__.get(ONCE) or _told_of(value)
    if isinstance(value, Mapping):
        return tuple(value), *map(_told, value.values())
    return tuple(map(_told, value)) if isinstance(value, (list, tuple)) else value


def tell_once[Row: Model](row: Row) -> Row:
    """A row that is kept for many pages, and that nobody changes any more, is told now for all of them."""
    row.__dict__[ONCE] = _told_of(row)
    return row


def _told_of(row: Model) -> tuple[Hashable, ...]:
    columns = (part for name, part in row.__dict__.items() if name not in NOT_COLUMNS)
    return type(row), *map(_told, columns), *_read_along(row)


def _read_along(row: Model) -> Iterator[Hashable]:
    """Rows that this one names: the address of a story is that of its rubric. Never back: that has no end."""
    for name, other in row._state.fields_cache.items():
        if row._meta.get_field(name).many_to_one:
            yield name, told(other)


def _told(part: Any) -> Hashable:
    """Most are plain, and there are thousands on a page."""
    return part if type(part) in PLAIN else told(part)
