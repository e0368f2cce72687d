"""Towns chosen to stand side by side."""

from collections.abc import Iterable
from urllib.parse import urlencode

from monotowns.registry.overview import Member

# More columns than these are no comparison, on a wide screen either.
MOST_TOWNS = 6


def compared(slugs: Iterable[str], towns: Iterable[Member]) -> tuple[list[Member], bool]:
    """Those of the edition, each once, and whether more were asked for; what is no town is passed over."""
    by_slug = {member.slug: member for member in towns}
    asked = [by_slug[slug] for slug in dict.fromkeys(slugs) if slug in by_slug]
    return asked[:MOST_TOWNS], len(asked) > MOST_TOWNS


def comparison_query(towns: Iterable[Member]) -> str:
    """The question of the address that compares these."""
    pairs = [("town", member.slug) for member in towns]
    return f"?{urlencode(pairs)}" if pairs else ""
