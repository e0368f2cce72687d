"""Names of places in the text of a story as links, to pages that other rooms have for them."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TypedDict

type LinkMaker = Callable[[frozenset[str]], Mapping[str, str]]

_makers: list[LinkMaker] = []


class PlaceInText(TypedDict):
    """A place that a story means, and where in the HTML of the body its first mention may be a link."""

    place: str
    start: int | None
    end: int | None


def register(maker: LinkMaker) -> None:
    """`maker` is given addresses of places and answers {place: URL} for those that it has a page of.

    It is asked once for each page of a story, in the language of the page: at most one query.
    """
    if maker not in _makers:
        _makers.append(maker)


def addresses(places: Iterable[str]) -> dict[str, str]:
    """Where the pages of these places are; who was registered first is asked first."""
    found: dict[str, str] = {}
    for maker in _makers:
        if missing := frozenset(places) - found.keys():
            found |= maker(missing)
    return found


def linked(body: str, places: Iterable[PlaceInText]) -> str:
    """The body with the first mention of each place that has a page as a link."""
    spots = sorted(
        (item["start"], item["end"], item["place"])
        for item in places
        if item["start"] is not None and item["end"] is not None
    )
    urls = addresses(place for _start, _end, place in spots) if spots else {}
    parts: list[str] = []
    done = 0
    for start, end, place in spots:
        if place not in urls or start < done or not _is_words(body, start, end):
            continue
        link = f'<a class="place" href="{escape(urls[place])}">{body[start:end]}</a>'
        parts += (body[done:start], link)
        done = end
    return "".join((*parts, body[done:]))


def _is_words(body: str, start: int, end: int) -> bool:
    """Whether these positions are still words between tags: a body can be changed past the desk."""
    words = body[start:end]
    if not words or "<" in words or ">" in words or end > len(body):
        return False
    return body.rfind("<", 0, start) <= body.rfind(">", 0, start) and words[:1].isupper()
