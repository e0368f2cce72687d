"""Tables of a body in their normal form: rectangular, with a scope on every header cell."""

from dataclasses import dataclass, replace

from newsportal.lib.body_words import attribute


@dataclass(frozen=True)
class Cell:
    is_header: bool
    in_head: bool
    scope: str
    columns: int
    rows: int
    inner: str

    @property
    def heads_a_column(self) -> bool:
        return self.is_header and self.scope in {"col", "colgroup"}

    @property
    def markup(self) -> str:
        tag = "th" if self.is_header else "td"
        scope = attribute("scope", self.scope) if self.is_header else ""
        columns = attribute("colspan", str(self.columns)) if self.columns > 1 else ""
        rows = attribute("rowspan", str(self.rows)) if self.rows > 1 else ""
        return f"<{tag}{scope}{columns}{rows}>{self.inner}</{tag}>"


type Grid = list[list[Cell]]

EMPTY = Cell(is_header=False, in_head=False, scope="", columns=1, rows=1, inner="")


def table_markup(caption: str, grid: Grid) -> str:
    """Empty for a table that says nothing."""
    grid = [row for row in grid if row]
    if not any(cell.inner for row in grid for cell in row):
        return f"<p>{caption}</p>" if caption else ""
    grid = [[_scoped(cell, row, number) for cell in row] for number, row in enumerate(grid)]
    if not _is_rectangle(grid):
        # Cells that overlap or stick out: each takes one place, and short rows are filled up.
        width = max(len(row) for row in grid)
        grid = [
            [replace(cell, columns=1, rows=1) for cell in row] + [EMPTY] * (width - len(row)) for row in grid
        ]
    head = _rows_of_head(grid)
    parts = [f"<caption>{caption}</caption>" if caption else ""]
    for tag, rows in (("thead", grid[:head]), ("tbody", grid[head:])):
        inner = "".join(f"<tr>{''.join(cell.markup for cell in row)}</tr>" for row in rows)
        parts.append(f"<{tag}>{inner}</{tag}>" if inner else "")
    return f"<table>{''.join(parts)}</table>"


def _scoped(cell: Cell, row: list[Cell], number: int) -> Cell:
    if not cell.is_header or (cell.scope and not cell.in_head):
        return cell
    if cell.in_head:
        return replace(cell, scope=cell.scope if cell.scope == "colgroup" else "col")
    return replace(cell, scope="col" if number == 0 and all(c.is_header for c in row) else "row")


def _is_rectangle(grid: Grid) -> bool:
    """Whether the cells with their spans cover every place of the table exactly once."""
    width = sum(cell.columns for cell in grid[0])
    # Rows that a cell from above still takes, by column.
    taken = [0] * width
    for row in grid:
        column = 0
        for cell in row:
            while column < width and taken[column]:
                column += 1
            end = column + cell.columns
            if end > width or any(taken[column:end]):
                return False
            taken[column:end] = [cell.rows] * cell.columns
            column = end
        if not all(taken):
            return False
        taken = [rows - 1 for rows in taken]
    return not any(taken)


def _rows_of_head(grid: Grid) -> int:
    """Rows at the top of nothing but headers of columns, from which no cell reaches into the body."""
    head = 0
    while head < len(grid) and all(cell.heads_a_column for cell in grid[head]):
        head += 1
    while any(number + cell.rows > head for number, row in enumerate(grid[:head]) for cell in row):
        head -= 1
    return head
