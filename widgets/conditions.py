"""The sky in words and pictures: WMO weather codes to Russian, Kazakh and the icons of day and night."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

TABLE = Path(__file__).parent / "data" / "wmo_codes.csv"


@dataclass(frozen=True, slots=True)
class Condition:
    code: int
    ru: str
    kk: str
    icon_day: str
    icon_night: str

    def __str__(self) -> str:
        return self.kk if get_language() == "kk" else self.ru

    def icon(self, is_day: bool | None) -> str:
        """Where the service did not say, the icon of the day."""
        return self.icon_night if is_day is False else self.icon_day


@cache
def _table() -> dict[int, Condition]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            int(row["code"]): Condition(
                int(row["code"]), row["ru"], row["kk"], row["icon_day"], row["icon_night"]
            )
            for row in csv.DictReader(lines)
        }


def condition(code: int | None) -> Condition | None:
    """None for a code the table does not know: then the temperature alone is shown."""
    return None if code is None else _table().get(code)
