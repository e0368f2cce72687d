import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from articles.places import packaged
from articles.places.facts import Verdict
from articles.places.matching import Matcher

HERE = Path(__file__).parent


class Labelled(NamedTuple):
    """A sentence, and the places that it means for certain."""

    text: str
    places: frozenset[str]


def labelled() -> list[Labelled]:
    found = []
    for name in ("labelled_ru.tsv", "labelled_kk.tsv"):
        with (HERE / name).open(encoding="utf-8") as lines:
            for text, places in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.append(Labelled(text, frozenset() if places == "-" else frozenset(places.split())))
    return found


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    return Matcher(*packaged.facts())


def confirmed(matcher: Matcher, text: str) -> set[str]:
    return {item.place for item in matcher.occurrences(text) if item.verdict == Verdict.CONFIRMED}


def verdict(matcher: Matcher, text: str, place: str) -> str:
    """Of the first mention; «nothing» when the text does not name the place at all."""
    found = [item.verdict.value for item in matcher.occurrences(text) if item.place == place]
    return found[0] if found else "nothing"
