"""Filters and order of the table of towns, from the query of the address; nonsense there is passed over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from monotowns.registry.overview import Member
from monotowns.registry.sorting import by_name

# By inhabitants: up to 20, 50, 100 thousand, and more.
SIZES: dict[str, tuple[int, int | None]] = {
    "0-20": (0, 20_000),
    "20-50": (20_000, 50_000),
    "50-100": (50_000, 100_000),
    "100": (100_000, None),
}
ORDERS: dict[str, Callable[[Member], Any]] = {
    "name": lambda member: by_name(member.name),
    "group": lambda member: (member.group.position, by_name(member.name)),
    "region": lambda member: (by_name(member.region), by_name(member.name)),
    "industry": lambda member: [by_name(name) for name in member.industries.values()],
    "population": lambda member: member.population.value if member.population else Decimal(-1),
}
FILTERS = ("group", "region", "industry", "size")


@dataclass(frozen=True)
class Choice:
    group: str = ""
    region: str = ""
    industry: str = ""
    size: str = ""
    sort: str = "group"
    is_descending: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str], towns: Iterable[Member]) -> "Choice":
        known: dict[str, set[str]] = {"group": set(), "region": set(), "industry": set(), "size": set(SIZES)}
        for member in towns:
            known["group"].add(member.group.code)
            known["region"].add(member.region_code)
            known["industry"].update(member.industries)
        sort = query.get("sort", "")
        return cls(
            **{name: value for name in FILTERS if (value := query.get(name, "")) in known[name]},
            sort=sort if sort in ORDERS else "group",
            is_descending=query.get("order") == "desc",
        )

    @property
    def is_filtered(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    def pairs(self) -> list[tuple[str, str]]:
        """What stands in the address to come back here; empty values do not."""
        values = [(name, getattr(self, name)) for name in FILTERS]
        if self.sort != "group":
            values.append(("sort", self.sort))
        if self.is_descending:
            values.append(("order", "desc"))
        return [(name, value) for name, value in values if value]

    def query(self, day: date | None = None) -> str:
        """The question of an address that asks for this; empty where it asks for everything of today."""
        pairs = self.pairs() + ([("on", day.isoformat())] if day else [])
        return f"?{urlencode(pairs)}" if pairs else ""

    def apply(self, towns: Iterable[Member]) -> list[Member]:
        chosen = [member for member in towns if self._takes(member)]
        return sorted(chosen, key=ORDERS[self.sort], reverse=self.is_descending)

    def _takes(self, member: Member) -> bool:
        least, most = SIZES.get(self.size, (0, None))
        people = member.population.value if member.population else None
        return (
            self.group in ("", member.group.code)
            and self.region in ("", member.region_code)
            and (not self.industry or self.industry in member.industries)
            and (
                self.size not in SIZES
                or (people is not None and least <= people and (most is None or people < most))
            )
        )
