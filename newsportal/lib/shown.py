"""What a page shows, said beside its view: whoever keeps the page knows when it is no longer true."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """`tags` are those of `Cache-Tag`: «articles_article:{pk}» with the words of the address, or a whole.

    `parameters` are all that the view reads of a query string. `seconds` is for what changes without
    a trigger of the database: how late such a page may be. `refuses_others` where the view refuses
    a parameter that it does not know, and has to see it for that.
    """

    tags: tuple[str, ...]
    parameters: frozenset[str] = frozenset()
    seconds: int | None = None
    refuses_others: bool = False


def shown[View: Callable[..., object]](
    *tags: str,
    parameters: Collection[str] = (),
    seconds: int | None = None,
    refuses_others: bool = False,
) -> Callable[[View], View]:
    """Mark a view whose page is the same for every reader. A view without this mark is never kept."""
    said = Shown(tags, frozenset(parameters), seconds, refuses_others)

    def mark(view: View) -> View:
        view.shown = said  # type: ignore[attr-defined]
        return view

    return mark
