"""The facts that the project comes with: places and rules as its own files say them."""

import csv
from collections.abc import Iterator
from pathlib import Path

from articles.places.facts import PlaceFacts, Position, RuleFacts, Verdict

DATA = Path(__file__).parent.parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def items(cell: str) -> list[str]:
    return [item for item in cell.split("|") if item]


def forms_of(row: dict[str, str], language: str) -> dict[str, list[str]]:
    """{case: forms} from the columns «ru_genitive» and the like."""
    prefix = f"{language}_"
    return {name.removeprefix(prefix): items(cell) for name, cell in row.items() if name.startswith(prefix)}


def place_facts(row: dict[str, str]) -> PlaceFacts:
    return PlaceFacts(
        slug=row["slug"],
        forms={
            language: {case: tuple(forms) for case, forms in forms_of(row, language).items()}
            for language in ("ru", "kk")
        },
        aliases=tuple(items(row["aliases"])),
        former_names=tuple(items(row["former_names"])),
        namesakes=frozenset(row["namesakes"].split()),
        ordinary_words=frozenset(row["ordinary_words"].split()),
    )


def rule_facts(row: dict[str, str], places: set[str]) -> RuleFacts:
    scope = row["scope"]
    return RuleFacts(
        position=Position(row["position"]),
        verdict=Verdict(row["verdict"]),
        words=row["words"],
        place=scope if scope in places else "",
        namesake="" if scope in places else scope,
        cases=frozenset(row["cases"].split()),
    )


def facts() -> tuple[list[PlaceFacts], list[RuleFacts]]:
    places = [place_facts(row) for row in rows("places.csv")]
    slugs = {place.slug for place in places}
    return places, [rule_facts(row, slugs) for row in rows("place_rules.csv")]
