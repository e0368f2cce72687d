"""How long caches outside may give what everybody may have: docs/decisions/outer-caches.md."""

from typing import NamedTuple


class Term(NamedTuple):
    """Seconds: given as it is, then while it is asked for anew, then where nothing better is to be had."""

    fresh: int
    updating: int
    failing: int

    def stale(self) -> str:
        """The end of a `Cache-Control`."""
        return f"stale-while-revalidate={self.updating}, stale-if-error={self.failing}"


# Nobody tells these when a story is withdrawn: they ask each second.
UNTOLD = Term(fresh=1, updating=1, failing=600)
# These are told (newsportal/purging): with what surrounds a page it is a minute more than here.
TOLD = Term(fresh=30, updating=30, failing=86_400)


def for_everybody(browser_seconds: int) -> str:
    """`Cache-Control` of a public answer; what browsers may do without asking is said by its view."""
    return f"public, max-age={browser_seconds}, s-maxage={UNTOLD.fresh}, {UNTOLD.stale()}"
