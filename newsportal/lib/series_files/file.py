"""What a file of a series says: its rows, its columns, where they come from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils import translation
from django.utils.functional import Promise

type Value = str | int | Decimal | date | None
"""Also a bool, which is an int to Python, and a datetime, which is a date."""
type Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """`datatype` is a word of CSV on the Web: date, dateTime, decimal, integer, boolean, string."""

    name: str
    datatype: str
    title: Text
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who observed it, and what they ask of its users; a licence without an address is words alone."""

    name: Text
    url: str
    licence: Text
    licence_url: str = ""


@dataclass(frozen=True)
class SeriesFile:
    """One series within a period; `path` is the address of its CSV without the question."""

    path: str
    # "?from=…&to=…", or nothing.
    query: str
    title: Text
    description: Text
    columns: Sequence[Column]
    # The columns that tell one row from another.
    key: Sequence[str]
    origins: Sequence[Origin]
    rows: Iterable[Sequence[Value]]
    # When the newest of its observations was fetched, and what tells one state of the series from another.
    fetched_at: datetime | None
    version: str

    @property
    def csv_path(self) -> str:
        return self.path + self.query

    @property
    def json_path(self) -> str:
        return self.path.removesuffix(".csv") + ".json" + self.query

    @property
    def geojson_path(self) -> str:
        return self.path.removesuffix(".csv") + ".geojson" + self.query

    @property
    def metadata_path(self) -> str:
        return f"{self.path}-metadata.json{self.query}"

    @property
    def name(self) -> str:
        """On somebody's disk: "rates-usd"."""
        return self.path.strip("/").removesuffix(".csv").replace("/", "-")


def plain(value: int | date) -> str:
    """Numbers and moments as every program reads them; times are UTC."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        case date():
            return value.isoformat()
    return str(value)


def in_languages(text: Text) -> dict[str, str]:
    """A file has one address for readers of all languages."""
    words = {}
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            words[language] = str(text)
    return words
