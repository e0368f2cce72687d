"""What browsers and caches outside may do with a kept page: docs/decisions/outer-caches.md.

They may keep what is kept here and nothing else, for the same term whatever the page: one that ended
with an embargo would tell of the embargo.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from newsportal.lib.outer_terms import TOLD, for_everybody
from newsportal.page_cache.entry import Headers
from newsportal.page_cache.invalidation import ARTICLES, STORY

MAX_TAGS = 2000
"""Bytes. Cloudflare takes 16 KB; nginx, as it comes, 4 KB of all headers together."""
EVERY_PAGE = "page"
"""The tag of all of them, for caches that know no other way to drop everything."""
REWRITTEN = {"cache-control", "cache-tag"}


class Told(NamedTuple):
    """How the cache that is told hears its term and its tags, where `Cache-Tag` is not its own word."""

    term: str = ""
    tags: str = ""


def headers_of(headers: Headers, tags: Collection[str], told: Told | None = None) -> Headers:
    """Those of a kept page, for everybody outside.

    One that says that there is nothing is kept as well: in its place an outer cache would go on giving what
    was there before it was withdrawn, for as long as the portal is down.
    """
    said = ", ".join(value for name, value in headers if name.lower() == "cache-control")
    named = _named(tags)
    ours = [("Cache-Control", for_everybody(_browser_seconds(said))), ("Cache-Tag", ",".join(named))]
    if told is not None:
        if told.term:
            ours.append((told.term, f"max-age={TOLD.fresh}, {TOLD.stale()}"))
        if told.tags:
            ours.append((told.tags, " ".join(named)))
    return [pair for pair in headers if pair[0].lower() not in REWRITTEN] + ours


def _browser_seconds(said: str) -> int:
    """What the view grants to browsers and apps; most say nothing, and are asked about each time."""
    found = re.search(r"\bmax-age=(\d+)", said)
    return int(found[1]) if found else 0


def _named(tags: Collection[str]) -> list[str]:
    """Every change of a story drops what shows stories at all: those need not be named one by one."""
    named = {tag for tag in tags if not (ARTICLES in tags and tag.startswith(STORY))}
    if sum(len(tag) + 1 for tag in named) > MAX_TAGS:
        named = {tag for tag in named if not tag.startswith(STORY)} | {ARTICLES}
    return [EVERY_PAGE, *sorted(named)]
