"""The readers of the four tables."""

from collections.abc import Callable

from monotowns.importing import fact_rows
from monotowns.importing.kinds import Kind
from monotowns.importing.planning import Draft
from monotowns.importing.reading import Sheet
from monotowns.importing.row import Row
from monotowns.importing.town_rows import towns

TOLD_EVERY = 500


def _each(read: Callable[[Row], None]) -> Callable[[Draft, Sheet, Callable[[int], None]], None]:
    def all_rows(draft: Draft, sheet: Sheet, told: Callable[[int], None]) -> None:
        for done, (number, texts) in enumerate(sheet.rows, start=1):
            read(Row(draft, sheet, number, dict(texts)))
            if done % TOLD_EVERY == 0 or done == len(sheet.rows):
                told((done - 1) % TOLD_EVERY + 1)

    return all_rows


READERS = {
    Kind.TOWNS: _each(towns),
    Kind.ENTERPRISES: _each(fact_rows.enterprises),
    Kind.MEMBERSHIPS: _each(fact_rows.memberships),
    Kind.OBSERVATIONS: _each(fact_rows.observations),
}
