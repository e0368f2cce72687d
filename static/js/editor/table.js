// Tables of plain lines: header cells with a scope, and a caption above.

import { Table as BaseTable, TableCell, TableHeader, TableRow } from "../../django_prose_editor/editor.js";
import { around } from "./blocks.js";
import { el, oneLine } from "./dom.js";
import { gettext } from "./words.js";

const SCOPES = ["col", "row", "colgroup", "rowgroup"];

const number = (name) => ({
  default: 1,
  parseHTML: (element) => {
    const value = element.getAttribute(name) ?? "";
    return /^[1-9]\d{0,2}$/.test(value) ? Number(value) : 1;
  },
});
const places = () => ({
  colspan: number("colspan"),
  rowspan: number("rowspan"),
  // The tables of ProseMirror keep widths here; a body has none.
  colwidth: { default: null, parseHTML: () => null, renderHTML: () => ({}) },
});

const Cell = TableCell.extend({
  content: "paragraph",
  addAttributes: places,
  parseHTML: () => [{ tag: "td" }],
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
});

const Header = TableHeader.extend({
  content: "paragraph",
  addAttributes() {
    const scope = (element) => element.getAttribute("scope");
    return {
      ...places(),
      scope: { default: null, parseHTML: (element) => (SCOPES.includes(scope(element)) ? scope(element) : null) },
    };
  },
  parseHTML: () => [{ tag: "th" }],
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
});

const Table = BaseTable.extend({
  addAttributes: () => ({
    caption: {
      default: "",
      parseHTML: (element) => oneLine(element.querySelector(":scope > caption")?.textContent ?? ""),
      renderHTML: () => ({}),
    },
  }),
  parseHTML: () => [{ tag: "table" }, { tag: "table > caption", ignore: true }],
  renderHTML: ({ node, HTMLAttributes }) => {
    const body = ["tbody", 0];
    return node.attrs.caption
      ? ["table", HTMLAttributes, ["caption", node.attrs.caption], body]
      : ["table", HTMLAttributes, body];
  },

  addCommands() {
    return {
      ...this.parent?.(),
      setTableCaption: (caption) => ({ state, tr, dispatch }) => {
        const found = around(state, "table");
        if (found && dispatch) tr.setNodeMarkup(found.pos, null, { ...found.node.attrs, caption });
        return Boolean(found);
      },
    };
  },

  addKeyboardShortcuts: () => ({
    // The last cell lets the keyboard out: a row is added by the menu, not by chance.
    Tab: ({ editor }) => editor.commands.goToNextCell(),
    "Shift-Tab": ({ editor }) => editor.commands.goToPreviousCell(),
  }),

  addNodeView: () => ({ node }) => {
    const caption = el("div", { class: "table-caption", contenteditable: "false" });
    const body = el("tbody");
    const dom = el("div", { class: "table-frame" }, caption, el("table", {}, body));
    const show = (table) => {
      caption.textContent = table.attrs.caption || gettext("A table without a caption");
      caption.classList.toggle("is-empty", !table.attrs.caption);
    };
    show(node);
    return {
      dom,
      contentDOM: body,
      update(table) {
        if (table.type !== node.type) return false;
        show(table);
        return true;
      },
      ignoreMutation: (mutation) => mutation.type !== "selection" && !body.contains(mutation.target),
    };
  },
});

export const tableExtensions = [Table, TableRow, Cell, Header];
