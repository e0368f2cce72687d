"""A small registry: made-up editions around towns of the real one."""

import itertools
from datetime import date
from typing import Any

import pytest

from articles.models import Place
from monotowns.models import (
    Classification,
    Document,
    Group,
    Indicator,
    Membership,
    Region,
    Town,
)

_numbers = itertools.count(1)


def region(code: str = "KZ-35", **fields: Any) -> Region:
    return Region.objects.get_or_create(code=code, defaults={"name_ru": f"Область {code}"} | fields)[0]


def town(slug: str = "", **fields: Any) -> Town:
    slug = slug or f"town-{next(_numbers)}"
    place = Place.objects.get_or_create(slug=slug, defaults={"name_ru": slug.capitalize()})[0]
    return Town.objects.create(place=place, **{"region": region()} | fields)


def document(status: str = "draft", **fields: Any) -> Document:
    number = next(_numbers)
    adopted = {} if status == "draft" else {"number": f"{number}-п", "date": date(2020, 1, 1)}
    return Document.objects.create(**{"title_ru": f"Документ {number}", "status": status} | adopted | fields)


def edition(slug: str = "", groups: tuple[str, ...] = ("first", "second"), **fields: Any) -> Classification:
    """Adopted when it has a first day, a draft otherwise."""
    slug = slug or f"edition-{next(_numbers)}"
    if "document" not in fields:
        fields["document"] = document("adopted" if fields.get("valid_from") else "draft")
    made = Classification.objects.create(slug=slug, **{"name_ru": slug} | fields)
    for position, code in enumerate(groups, start=1):
        Group.objects.create(classification=made, code=code, name_ru=code.capitalize(), position=position)
    return made


def put(town: Town, edition: Classification, code: str) -> Membership:
    return Membership.objects.create(classification=edition, town=town, group=edition.groups.get(code=code))


@pytest.fixture
def population(db: None) -> Indicator:
    return Indicator.objects.get_or_create(
        code="population", defaults={"name_ru": "Население", "unit_ru": "человек"}
    )[0]
