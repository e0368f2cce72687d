"""The sky of MET Norway in WMO codes: `partlycloudy_night` is 2, by night."""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "metno_symbols.csv"
DAYLIGHT = {"day": True, "night": False}


def sky(symbol: str | None) -> tuple[int | None, bool | None]:
    """Code and daylight; None for what the symbol does not say, or the table does not know."""
    name, _, variant = (symbol or "").partition("_")
    return _table().get(_spelled(name)), DAYLIGHT.get(variant)


def _spelled(name: str) -> str:
    """Two of their symbols have an s too many, which is to go one day: both spellings are known."""
    return name.replace("lightss", "lights")


@cache
def _table() -> dict[str, int]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {_spelled(row["symbol_code"]): int(row["nearest_wmo_code"]) for row in csv.DictReader(lines)}
