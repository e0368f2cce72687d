// How the cells of a table lie: the same rules as newsportal/lib/body_tables.py.

/** Rows at the top of nothing but headers of columns, from which no cell reaches into the body. */
export function headRows(table, scopeOf) {
  const rows = [];
  table.forEach((row) => rows.push(row));
  const headsColumns = (row, number) => cellsOf(row).every(
    (cell) => cell.type.name === "tableHeader" && /^col/.test(cell.attrs.scope ?? scopeOf(row, number)),
  );
  let head = 0;
  while (head < rows.length && headsColumns(rows[head], head)) head += 1;
  const reachesOut = () => rows.slice(0, head).some(
    (row, number) => cellsOf(row).some((cell) => number + cell.attrs.rowspan > head),
  );
  while (reachesOut()) head -= 1;
  return head;
}

/** colspan and rowspan of a cell, written by `attribute`. */
export function spans(cell, attribute) {
  const { colspan, rowspan } = cell.attrs;
  return (colspan > 1 ? attribute("colspan", String(colspan)) : "") + (rowspan > 1 ? attribute("rowspan", String(rowspan)) : "");
}

function cellsOf(row) {
  const cells = [];
  row.forEach((cell) => cells.push(cell));
  return cells;
}
