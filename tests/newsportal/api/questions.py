"""Every GET of the document, and what to ask it for so that it finds something in the whole site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from newsportal.api_document import document

# No other number of an answer is like these: an id is found wherever it stands.
STORY, TRANSLATION, WITHDRAWN, DRAFT = 7_000_000_001, 7_000_000_002, 7_000_000_003, 7_000_000_100
PHOTO = "ofthewholesite01"
DAYS = [date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)]
RUBRIC, TOPIC, AUTHOR, PLACE, CITY = "kazakhstan/society", "water", "abai", "ridder", "semey"

VALUES: dict[str | tuple[str, str], str] = {
    "id": str(STORY),
    "key": PHOTO,
    "mine": "false",
    "work_state": "returned",
    "Idempotency-Key": "one-try-of-many",
    "If-Match": '"the newest"',
    "Subscription-Token": "t" * 43,
    "url": f"https://news.example/{RUBRIC}/{STORY}-goroda/",
    "language": "ru",
    "limit": "5",
    "days": "7",
    "fields": "lead,rubric,photo",
    "rubric": "kazakhstan",
    "topic": TOPIC,
    "author": AUTHOR,
    "town": PLACE,
    "place": PLACE,
    "region": "KZ-63",
    "since": "2001-01-01",
    "until": "2099-01-01",
    "updated_since": "2001-01-01T00:00:00+05:00",
    "has_correction": "true",
    "kind": "correction",
    "q": "городов",
    "include": "body_html",
    "as_of": "2021-05-01",
    "edition": "new",
    "after": "new",
    "before": "old",
    "group": "first",
    "industry": "steel",
    "stage": "done",
    "amount": "12.50",
    "code": "USD",
    "date": DAYS[1].isoformat(),
    "day": DAYS[1].isoformat(),
    "from": DAYS[0].isoformat(),
    "to": DAYS[2].isoformat(),
    ("/api/v1/articles/{id}/", "fields"): "body",
    ("/api/v1/articles/by-address/", "fields"): "body_html",
    ("/api/v1/monotowns/measures/", "kind"): "offtake",
    ("/api/v1/rates/convert/", "from"): "USD",
    ("/api/v1/rates/convert/", "to"): "EUR",
    ("/api/v1/topics/{slug}/", "slug"): TOPIC,
    ("/api/v1/authors/{slug}/", "slug"): AUTHOR,
    ("/api/v1/places/{slug}/", "slug"): PLACE,
    ("/api/v1/monotowns/{slug}/", "slug"): PLACE,
    ("/api/v1/monotowns/{slug}/mentions/", "slug"): PLACE,
    ("/api/v1/monotowns/editions/{slug}/", "slug"): "new",
    ("/api/v1/weather/{slug}/", "slug"): CITY,
    ("/api/v1/weather/{slug}/history/", "slug"): CITY,
    ("/api/v1/weather/{slug}/day/{day}/", "slug"): CITY,
}
"""What to ask for and find something: by the name of a parameter, or by its path and name."""


# Without either of two parameters it says that it wants one.
ONE_OF_TWO = {"/api/v1/search/": "q"}


@dataclass(frozen=True)
class Operation:
    """A GET of the document."""

    path: str
    item: dict[str, Any]

    @property
    def parameters(self) -> list[dict[str, Any]]:
        return list(self.item.get("parameters", []))

    @property
    def required(self) -> list[str]:
        names = [row["name"] for row in self.parameters if row["in"] == "path" or row.get("required")]
        return [*names, *([ONE_OF_TWO[self.path]] if self.path in ONE_OF_TWO else [])]

    @property
    def optional(self) -> list[str]:
        """But cursors, which nobody makes up."""
        names = [row["name"] for row in self.parameters if row["name"] not in self.required]
        return [name for name in names if name != "cursor"]

    def value(self, name: str) -> str:
        if name == "id" and self.path.startswith("/api/v1/desk/"):
            return str(DRAFT)
        return VALUES[self.path, name] if (self.path, name) in VALUES else VALUES[name]

    def address(self, **asked: str) -> str:
        """With what it requires, and what is asked beside."""
        given = {name: self.value(name) for name in self.required} | asked
        inside = {row["name"] for row in self.parameters if row["in"] == "path"}
        path = self.path.format_map({name: given[name] for name in inside})
        query = {name: value for name, value in given.items() if name not in inside}
        return f"{path}?{urlencode(query)}" if query else path


def operations(*, of_desk: bool = False) -> list[Operation]:
    """Every GET of the document that needs no key; or those that do."""
    return [
        Operation(path, item["get"])
        for path, item in document()["paths"].items()
        if "get" in item and ({} not in item["get"].get("security", [{}])) == of_desk
    ]


def addresses(*, of_desk: bool = False) -> Iterator[str]:
    """Every GET as it is asked at the least, and then with each of its parameters."""
    for operation in operations(of_desk=of_desk):
        yield operation.address()
        for name in operation.optional:
            yield operation.address(**{name: operation.value(name)})
