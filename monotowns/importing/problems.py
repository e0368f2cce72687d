"""Why a file is refused: which file, row and column, in a sentence."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

# More than anybody mends before trying again.
MOST_TOLD = 100


@dataclass(frozen=True)
class Problem:
    """`row` is the row of a spreadsheet, where the header is the first; 0 is the file as a whole."""

    file: str
    row: int
    column: str
    reason: str | Promise

    def __str__(self) -> str:
        where = [self.file]
        if self.row:
            where.append(_("row %(row)d") % {"row": self.row})
        if self.column:
            where.append(_("column «%(column)s»") % {"column": self.column})
        return f"{', '.join(where)}: {self.reason}"


@dataclass
class Problems:
    """All that was found, of which the first hundred are kept."""

    told: list[Problem] = field(default_factory=list)
    count: int = 0

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(problem)

    @property
    def untold(self) -> int:
        return self.count - len(self.told)


class RefusedError(Exception):
    """The file cannot even be read as a table."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
