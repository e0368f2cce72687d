// From the document of the editor to the body of a story, in the normal form that newsportal/lib/body_shape.py
// defines: what is written here passes the sanitiser unchanged.

import { headRows, spans } from "./table_shape.js";

const TAGS = { link: "a", bold: "strong", italic: "em", subscript: "sub", superscript: "sup" };
const ORDER = Object.keys(TAGS);
// What no document may hold, as newsportal/lib/text.py.
const ILLEGAL = /[\0-\b\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu;
const SPACES = /[ \t\r\n]+/g;
const BLANK = /^[ \t\r\n\u00a0]*$/;
// The stylesheet puts the dash before a quotation's source.
const LEADING_DASH = /^[ \u00a0]*[—–-][ \u00a0]+/;
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\u00a0": "&nbsp;" };

const text = (value) => value.replace(/[&<>\u00a0]/g, (letter) => ESCAPES[letter]);
const attribute = (name, value) =>
  value === null || value === undefined ? "" : ` ${name}="${value.replace(ILLEGAL, "").replace(/[&<>"\u00a0]/g, (letter) => ESCAPES[letter])}"`;
const wrap = (tag, inner, attributes = "") => (inner ? `<${tag}${attributes}>${inner}</${tag}>` : "");

/** The body as HTML, a block a line; empty when nothing is written. */
export function bodyHTML(doc) {
  const blocks = [];
  doc.forEach((node) => {
    const markup = BLOCKS[node.type.name](node);
    if (markup) blocks.push(markup);
  });
  return blocks.join("\n");
}

const BLOCKS = {
  paragraph: (node) => wrap("p", words(node)),
  heading: (node) => wrap(`h${node.attrs.level}`, words(node)),
  bulletList: (node) => wrap("ul", inner(node)),
  orderedList: (node) => wrap("ol", inner(node), node.attrs.start === 1 ? "" : attribute("start", String(node.attrs.start))),
  listItem: (node) => wrap("li", words(node.firstChild) + inner(node, 1)),
  blockquote: quotation,
  figure,
  table,
};

function inner(node, from = 0) {
  let markup = "";
  node.forEach((child, _offset, index) => {
    if (index >= from) markup += BLOCKS[child.type.name](child);
  });
  return markup;
}

function quotation(node) {
  const hasSource = node.lastChild.type.name === "attribution";
  let blocks = "";
  node.forEach((child) => {
    if (child.type.name !== "attribution") blocks += BLOCKS[child.type.name](child);
  });
  const saidBy = hasSource ? words(node.lastChild, { withoutDash: true }) : "";
  if (!blocks) return wrap("p", saidBy);
  return wrap("blockquote", blocks + wrap("footer", wrap("cite", saidBy)), attribute("cite", node.attrs.cite));
}

function figure(node) {
  const { src, href } = node.firstChild.attrs;
  // The editor's parser may fill a frame that it found empty.
  return src || href ? `<figure${framed(node.firstChild)}${wrap("figcaption", words(node.lastChild))}</figure>` : "";
}

function framed(node) {
  if (node.type.name === "photo") return `><img${attribute("src", node.attrs.src)}${attribute("alt", node.attrs.alt)}>`;
  const { provider, href, label } = node.attrs;
  return `${attribute("data-embed", provider)}><a${attribute("href", href)}>${plain(label) || plain(href)}</a>`;
}

function table(node) {
  const rows = [];
  let isEmpty = true;
  node.forEach((row, _offset, number) => {
    let cells = "";
    row.forEach((cell) => {
      const markup = words(cell.firstChild);
      if (markup) isEmpty = false;
      const isHeader = cell.type.name === "tableHeader";
      const scope = isHeader ? attribute("scope", cell.attrs.scope ?? scopeOf(row, number)) : "";
      cells += `<${isHeader ? "th" : "td"}${scope}${spans(cell, attribute)}>${markup}</${isHeader ? "th" : "td"}>`;
    });
    rows.push(`<tr>${cells}</tr>`);
  });
  const caption = plain(node.attrs.caption);
  if (isEmpty) return wrap("p", caption);
  const head = headRows(node, scopeOf);
  return wrap(
    "table",
    wrap("caption", caption) + wrap("thead", rows.slice(0, head).join("")) + wrap("tbody", rows.slice(head).join("")),
  );
}

/** Of a header that does not say: a first row of nothing but headers heads the columns. */
export function scopeOf(row, number) {
  let onlyHeaders = number === 0;
  row.forEach((cell) => { onlyHeaders &&= cell.type.name === "tableHeader"; });
  return onlyHeaders ? "col" : "row";
}

const plain = (value) => markup(collected([{ text: value ?? "", marks: [] }]));

/** The inline content of a block; the same steps as newsportal/lib/body_words.py. */
function words(node, { withoutDash = false } = {}) {
  const pieces = [];
  node.forEach((child) => {
    const marks = ORDER.flatMap((name) => {
      const mark = child.marks.find((one) => one.type.name === name);
      return mark ? [[TAGS[name], name === "link" ? mark.attrs.href : null]] : [];
    });
    pieces.push({ text: child.isText ? child.text : null, marks });
  });
  const parts = collected(pieces);
  if (withoutDash && parts[0]?.text) {
    parts[0].text = parts[0].text.replace(LEADING_DASH, "");
    if (!parts[0].text) parts.shift();
  }
  return markup(parts);
}

/** Spaces collapsed as a page shows them; none, and no breaks, at the ends. A break is a text of null. */
function collected(pieces) {
  const parts = [];
  const trim = () => {
    while (parts.length && parts.at(-1).text !== null) {
      const kept = parts.at(-1).text.replace(/ +$/, "");
      const { marks } = parts.pop();
      if (kept) {
        parts.push({ text: kept, marks });
        return;
      }
    }
  };
  for (const piece of pieces) {
    if (piece.text === null) {
      if (parts.length) {
        trim();
        parts.push(piece);
      }
      continue;
    }
    let value = piece.text.replace(ILLEGAL, "").replace(SPACES, " ");
    const last = parts.at(-1)?.text ?? null;
    if (last === null || last.endsWith(" ")) value = value.replace(/^ +/, "");
    if (value) parts.push({ text: value, marks: piece.marks });
  }
  trim();
  while (parts.length && parts.at(-1).text === null) {
    parts.pop();
    trim();
  }
  return parts;
}

/** Neighbours share the marks that both begin with. */
function markup(parts) {
  if (parts.every((part) => part.text === null || BLANK.test(part.text))) return "";
  let written = "";
  let opened = [];
  for (const part of [...parts, { text: "", marks: [] }]) {
    let kept = 0;
    while (kept < Math.min(opened.length, part.marks.length) && isSame(opened[kept], part.marks[kept])) kept += 1;
    for (const [tag] of opened.slice(kept).reverse()) written += `</${tag}>`;
    for (const [tag, href] of part.marks.slice(kept)) written += `<${tag}${tag === "a" ? attribute("href", href) : ""}>`;
    written += part.text === null ? "<br>" : text(part.text);
    opened = part.marks;
  }
  return written;
}

const isSame = (one, other) => one[0] === other[0] && one[1] === other[1];
