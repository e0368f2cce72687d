// What the toolbar offers: each tool with its words, its keys and what it does.

import { around } from "./blocks.js";
import { askEmbed } from "./dialogs/embed.js";
import { askKeys } from "./dialogs/keys.js";
import { askLink } from "./dialogs/link.js";
import { askCaption, askStart, askTable } from "./dialogs/lists_and_tables.js";
import { askQuotation } from "./dialogs/quotation.js";
import { askSeries } from "./dialogs/series.js";
import { gettext } from "./words.js";

const mark = (name, symbol, label, keys) => ({
  name, symbol, label, keys,
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
  isActive: (editor) => editor.isActive(name),
});

const heading = (level, label) => ({
  name: `heading${level}`, symbol: `heading-${level}`, label, keys: `Mod-Alt-${level}`,
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  isActive: (editor) => editor.isActive("heading", { level }),
  isEnabled: isBetweenBlocks,
});

const list = (name, symbol, label, keys, run) => ({
  name, symbol, label, keys, run,
  isActive: (editor) => editor.isActive(name),
  isEnabled: (editor) => isInList(editor) || isBetweenBlocks(editor) || editor.isActive("blockquote"),
});

/** Not inside a list, a quotation, a figure or a table: where headings may stand. */
const isBetweenBlocks = (editor) => editor.state.selection.$from.depth === 1;
const isInList = (editor) => editor.isActive("listItem");
const isInTable = (editor) => Boolean(around(editor.state, "table"));

/** Groups of tools; `surroundings` are the settings, the photos, the typographer and the language of this editor. */
export const tools = ({ settings, photos, typographer, language }) => [
  [heading(2, gettext("Subheading")), heading(3, gettext("Smaller subheading"))],
  [
    mark("bold", "bold", gettext("Bold"), "Mod-B"),
    mark("italic", "italic", gettext("Italics"), "Mod-I"),
    mark("subscript", "sub", gettext("Subscript"), "Mod-,"),
    mark("superscript", "sup", gettext("Superscript"), "Mod-."),
    {
      name: "clear", symbol: "clear", label: gettext("Clear formatting"), keys: "Mod-\\",
      run: (editor) => editor.chain().focus().clearNodes().unsetAllMarks().run(),
    },
  ],
  [
    list("bulletList", "bullets", gettext("List"), "Mod-Shift-8", (editor) => editor.chain().focus().toggleBulletList().run()),
    list("orderedList", "numbers", gettext("Numbered list"), "Mod-Shift-7", (editor) => editor.chain().focus().toggleOrderedList().run()),
    {
      name: "indent", symbol: "indent", label: gettext("Deeper in the list"), keys: "Tab",
      run: (editor) => editor.chain().focus().sinkListItem("listItem").run(),
      isEnabled: isInList,
    },
    {
      name: "outdent", symbol: "outdent", label: gettext("Out of the list"), keys: "Shift-Tab",
      run: (editor) => editor.chain().focus().liftListItem("listItem").run(),
      isEnabled: isInList,
    },
    {
      name: "start", text: "1…", label: gettext("Number to begin with"),
      run: askStart,
      isEnabled: (editor) => editor.isActive("orderedList"),
    },
  ],
  [
    { name: "quotation", symbol: "quote", label: gettext("Quotation"), keys: "Mod-Shift-B", run: askQuotation, isEnabled: (editor) => editor.isActive("blockquote") || editor.can().quote(), isActive: (editor) => editor.isActive("blockquote"), opens: true },
    { name: "link", symbol: "link", label: gettext("Link"), keys: "Mod-K", run: (editor) => askLink(editor, settings), isActive: (editor) => editor.isActive("link"), opens: true },
    { name: "photo", symbol: "photo", label: gettext("Photo"), keys: "Mod-Alt-P", run: (editor) => photos.insert(editor), opens: true },
    { name: "embed", symbol: "embed", label: gettext("Post or video of another site"), run: (editor) => askEmbed(editor, settings), opens: true },
    { name: "series", symbol: "chart", label: gettext("Rate or weather"), run: (editor) => askSeries(editor, language()), opens: true },
    { name: "table", symbol: "table", label: gettext("Table"), menu: tableMenu },
  ],
  [{ name: "typographer", text: "«—»", label: gettext("Typographer: quotation marks, dashes, spaces"), keys: "Mod-Alt-T", run: () => typographer.run() }],
  [
    { name: "undo", symbol: "undo", label: gettext("Undo"), keys: "Mod-Z", run: (editor) => editor.chain().focus().undo().run(), isEnabled: (editor) => editor.can().undo() },
    { name: "redo", symbol: "redo", label: gettext("Redo"), keys: "Mod-Shift-Z", run: (editor) => editor.chain().focus().redo().run(), isEnabled: (editor) => editor.can().redo() },
    { name: "keys", symbol: "keys", label: gettext("Keys"), run: (editor) => askKeys(editor, tools({ settings, photos, typographer, language })), opens: true },
  ],
];

const command = (name) => (editor) => editor.chain().focus()[name]().run();

const tableMenu = [
  { label: gettext("New table…"), run: askTable, isEnabled: (editor) => !isInTable(editor) },
  { label: gettext("Caption…"), run: askCaption, isEnabled: isInTable },
  { label: gettext("Row above"), run: command("addRowBefore"), isEnabled: isInTable },
  { label: gettext("Row below"), run: command("addRowAfter"), isEnabled: isInTable },
  { label: gettext("Remove the row"), run: command("deleteRow"), isEnabled: isInTable },
  { label: gettext("Column on the left"), run: command("addColumnBefore"), isEnabled: isInTable },
  { label: gettext("Column on the right"), run: command("addColumnAfter"), isEnabled: isInTable },
  { label: gettext("Remove the column"), run: command("deleteColumn"), isEnabled: isInTable },
  { label: gettext("First row: headers or not"), run: command("toggleHeaderRow"), isEnabled: isInTable },
  { label: gettext("First column: headers or not"), run: command("toggleHeaderColumn"), isEnabled: isInTable },
  { label: gettext("Remove the table"), run: command("deleteTable"), isEnabled: isInTable },
];
