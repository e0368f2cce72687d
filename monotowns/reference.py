"""The facts that the registry begins with: towns, figures, and the draft that puts them into groups.

What a row says belongs to whoever edits it in the admin. A town brings its figures, and an edition its
groups, once: what a curator has changed or deleted does not come back.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from articles.models import Article
from monotowns.importing import applying
from monotowns.importing.planning import plan
from monotowns.importing.reading import Sheet, read_path
from monotowns.models import Classification, Document, Group, Indicator, Industry, Measure, Town

DATA = Path(__file__).parent / "data"
REASON = "The facts that the registry begins with."


@transaction.atomic
def load_registry() -> None:
    """Add what is missing; may be repeated at any time."""
    applying.hold()
    for row in _rows("industries.csv"):
        Industry.objects.get_or_create(code=row.pop("code"), defaults=row)
    for row in _rows("indicators.csv"):
        values: dict[str, Any] = row | {"may_be_negative": row["may_be_negative"] == "1"}
        Indicator.objects.get_or_create(code=values.pop("code"), defaults=values)
    _load_towns()
    for row in _rows("editions.csv"):
        # Also one that was deleted is known to its history.
        if not Classification.history.filter(slug=row["slug"]).exists():
            _load_edition(row)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _load_towns() -> None:
    once_known = set(Town.history.values_list("place__slug", flat=True))
    sheets = [
        _sheet(name, lambda row: row["slug"] not in once_known) for name in ("towns.csv", "population.csv")
    ]
    _import(*(sheet for sheet in sheets if sheet.rows))


def _load_edition(row: dict[str, str]) -> None:
    """With its document, its groups, what it plans, and its towns so far as they are there."""
    facts = next(facts for facts in _rows("documents.csv") if facts.pop("key") == row["document"])
    story = Article.objects.filter(slug=facts.pop("story"), language="ru").order_by("pk").first()
    document = Document.objects.create(story=story, **_dated(facts, "date"))
    edition = Classification.objects.create(**_dated({**row, "document": document}, "valid_from", "valid_to"))
    groups = {
        group["code"]: Group.objects.create(classification=edition, **group)
        for group in _of_edition("groups.csv", edition)
    }
    towns = {town.place.slug: town for town in Town.objects.select_related("place")}
    for measure in _of_edition("measures.csv", edition):
        town, group = towns.get(measure.pop("town")), groups.get(measure.pop("group"))
        if town or group:
            Measure.objects.create(town=town, group=group, document=document, **measure)
    members = _sheet("memberships.csv", lambda row: row["edition"] == edition.slug and row["slug"] in towns)
    _import(*([members] if members.rows else []))


def _of_edition(name: str, edition: Classification) -> list[dict[str, Any]]:
    return [row for row in _rows(name) if row.pop("edition") == edition.slug]


def _dated(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return row | {name: date.fromisoformat(row[name]) if row[name] else None for name in names}


def _sheet(name: str, is_wanted: Callable[[dict[str, str]], bool]) -> Sheet:
    sheet = read_path(DATA / name)
    return replace(sheet, rows=[(number, row) for number, row in sheet.rows if is_wanted(row)])


def _import(*sheets: Sheet) -> None:
    """By the rules of any other import."""
    applying.apply(plan(sheets), by=None, reason=REASON)
