// Small questions about a list and a table.

import { around, insertBlock } from "../blocks.js";
import { ask } from "../dialog.js";
import { gettext } from "../words.js";

const LARGEST = 999;
const ROWS = 100;
const COLUMNS = 20;

const isNumber = (text, largest) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= largest;

export async function askStart(editor) {
  const found = around(editor.state, "orderedList");
  if (!found) return;
  const answer = await ask({
    title: gettext("Numbered list"),
    submit: gettext("Save"),
    fields: [
      { name: "start", label: gettext("Begin with the number"), value: String(found.node.attrs.start), inputmode: "numeric" },
    ],
    check: ({ start }) => ({ start: isNumber(start, LARGEST) ? "" : gettext("A whole number from 1 to 999.") }),
  });
  const chain = editor.chain().focus();
  if (answer) chain.updateAttributes("orderedList", { start: Number(answer.start) });
  chain.run();
}

export async function askTable(editor) {
  const answer = await ask({
    title: gettext("Table"),
    submit: gettext("Insert"),
    fields: [
      { name: "caption", label: gettext("Caption"), help: gettext("What the table shows, with the date of the figures."), maxlength: 300 },
      { name: "rows", label: gettext("Rows, the header among them"), value: "4", inputmode: "numeric" },
      { name: "columns", label: gettext("Columns"), value: "3", inputmode: "numeric" },
    ],
    check: ({ rows, columns }) => ({
      rows: isNumber(rows, ROWS) ? "" : gettext("A whole number from 1 to 100."),
      columns: isNumber(columns, COLUMNS) ? "" : gettext("A whole number from 1 to 20: more do not fit a phone."),
    }),
  });
  if (answer) insertBlock(editor, emptyTable(Number(answer.rows), Number(answer.columns), answer.caption));
  else editor.commands.focus();
}

function emptyTable(rows, columns, caption) {
  const row = (type) => ({
    type: "tableRow",
    content: Array.from({ length: columns }, () => ({ type, content: [{ type: "paragraph" }] })),
  });
  const content = Array.from({ length: rows }, (_nothing, number) => row(number === 0 ? "tableHeader" : "tableCell"));
  return { type: "table", attrs: { caption }, content };
}

export async function askCaption(editor) {
  const found = around(editor.state, "table");
  if (!found) return;
  const answer = await ask({
    title: gettext("Caption of the table"),
    submit: gettext("Save"),
    fields: [{ name: "caption", label: gettext("Caption"), value: found.node.attrs.caption, maxlength: 300 }],
  });
  const chain = editor.chain().focus();
  if (answer) chain.setTableCaption(answer.caption);
  chain.run();
}
