"""Which addresses may be kept, and what their views say of themselves (`newsportal/lib/shown.py`)."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from newsportal.lib.addresses import is_of_api, is_of_staff, language_of
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.shown import Shown

CLOCK_SECONDS = 60
"""What follows the clock or is counted may be so late, as what surrounds a page."""
FOLLOW_CLOCK = ("widgets_", "weather", "forecasts")


@dataclass(frozen=True, slots=True)
class Page:
    """`refuses_others`: the view refuses an unknown parameter, which is never taken away before it."""

    tags: tuple[str, ...]
    parameters: frozenset[str]
    seconds: int | None
    refuses_others: bool = False
    is_of_api: bool = False


# The rows of both tables are short: `keys.py` lets nothing long in.
@lru_cache(maxsize=4096)
def declared(path: str) -> Page | None:
    """Of the path of a WSGI environment; None for what nobody may keep. Resolving needs no database."""
    if is_of_staff(path) or path.startswith(("/static/", "/media/")):
        return None
    try:
        readable = path.encode("latin-1").decode()
        # Django knows addresses under /kk/ only while Kazakh is active.
        with translation.override(language_of(path)):
            match = resolve(readable)
    except (UnicodeError, Resolver404):
        return None
    return _of_api(match) if is_of_api(path) else _of_site(match)


def _of_site(match: ResolverMatch) -> Page | None:
    shown: Shown | None = getattr(match.func, "shown", None)
    if shown is None:
        return None
    tags = tuple(tag.format(**match.kwargs) for tag in shown.tags)
    return Page(tags, shown.parameters, shown.seconds, shown.refuses_others)


def _of_api(match: ResolverMatch) -> Page | None:
    view = getattr(match.func, "view_class", None)
    if view is None or not issubclass(view, ReadView) or not view.shows:
        return None
    follows_clock = not view.is_dated or any(tag.startswith(FOLLOW_CLOCK) for tag in view.shows)
    # Its answers say their tags themselves.
    seconds = CLOCK_SECONDS if follows_clock else None
    return Page((), frozenset(view.query().fields), seconds, refuses_others=True, is_of_api=True)


@lru_cache(maxsize=4096)
def canonical_query(path: str, query: str) -> str | None:
    """The query string as the view needs it, its parameters in one order; None where nothing may be kept.

    What a site's page does not know it is not shown either, so that no tail of an address (`utm_source`,
    `fbclid`, or one made up) can split the cache or fill it.
    """
    page = declared(path)
    if page is None or "%00" in query:
        return None
    try:
        sent = parse_qsl(query, keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    known = [pair for pair in sent if pair[0] in page.parameters]
    if page.refuses_others and len(known) != len(sent):
        return None
    # Of one name the order stays: it may mean something.
    return urlencode(sorted(known, key=lambda pair: pair[0]))
