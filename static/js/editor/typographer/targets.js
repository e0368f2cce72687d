// What the typographer works on: a field of plain text, and the body with its marks.
// Both apply one rule after another, remember each edit where it stands now, and can take some of them back.

import { pm } from "../../../django_prose_editor/editor.js";
import { typographed } from "./rules.js";

/** An input or a textarea. Edits are remembered as long as nobody else changes the value. */
export class FieldTarget {
  #input;
  #edits = [];
  #value = null;

  constructor(input) {
    this.#input = input;
  }

  apply(rules, language) {
    let text = this.#input.value;
    this.#edits = [];
    for (const rule of rules) {
      for (const edit of rule.find(text, language).sort((one, other) => other.at - one.at)) {
        const before = text.slice(edit.at, edit.at + edit.length);
        text = replaced(text, edit.at, edit.length, edit.text);
        this.#shift(edit.at, edit.text.length - edit.length);
        this.#edits.push({ rule, at: edit.at, before, after: edit.text, shown: edit.shown, isOurs: true });
      }
    }
    this.#write(text);
    return this.#edits;
  }

  /** True when all of them could be taken back. */
  revert(edits) {
    const ours = edits.filter((edit) => this.#edits.includes(edit));
    if (!ours.length) return true;
    if (this.#input.value !== this.#value) return false;
    let text = this.#value;
    for (const edit of ours.toReversed()) {
      text = replaced(text, edit.at, edit.after.length, edit.before);
      this.#edits = this.#edits.filter((other) => other !== edit);
      this.#shift(edit.at, edit.before.length - edit.after.length);
    }
    this.#write(text);
    return true;
  }

  #shift(at, by) {
    for (const edit of this.#edits) if (edit.at > at) edit.at += by;
  }

  #write(text) {
    this.#value = text;
    if (this.#input.value === text) return;
    this.#input.value = text;
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const replaced = (text, at, length, by) => text.slice(0, at) + by + text.slice(at + length);

/** The text of a block with one character for each place in it, so that offsets are positions. */
const textOf = (block) => block.textBetween(0, block.content.size, "\n", "\n");

/** The body. One run is one step of its history; edits move with whatever is typed meanwhile. */
export class BodyTarget {
  #editor;
  #edits = [];

  constructor(editor) {
    this.#editor = editor;
    editor.on("transaction", ({ transaction }) => {
      if (transaction.docChanged && !transaction.getMeta("typographer")) this.#follow(transaction.mapping);
    });
  }

  apply(rules, language) {
    const { tr } = this.#editor.state;
    this.#edits = [];
    for (const rule of rules) {
      const stage = tr.steps.length;
      const found = blocksOf(tr.doc).flatMap(([block, start]) =>
        rule.find(textOf(block), language).map((edit) => ({ ...edit, from: start + edit.at })));
      for (const edit of found.sort((one, other) => other.from - one.from)) {
        const from = tr.mapping.slice(stage).map(edit.from, 1);
        this.#replace(tr, from, edit.length, edit.text, (made) => ({ ...made, rule, shown: edit.shown }));
      }
    }
    if (tr.docChanged) this.#dispatch(tr);
    return this.#edits;
  }

  revert(edits) {
    const ours = edits.filter((edit) => this.#edits.includes(edit));
    const { tr } = this.#editor.state;
    let all = true;
    for (const edit of ours.toSorted((one, other) => other.from - one.from)) {
      this.#edits = this.#edits.filter((other) => other !== edit);
      const isThere = edit.to <= tr.doc.content.size && tr.doc.textBetween(edit.from, edit.to) === edit.after;
      if (isThere) this.#replace(tr, edit.from, edit.after.length, edit.before);
      all &&= isThere;
    }
    if (tr.docChanged) this.#dispatch(tr);
    return all;
  }

  /** A step of the history of its own, whatever was typed a moment ago. */
  #dispatch(tr) {
    this.#editor.view.dispatch(pm.history.closeHistory(tr.setMeta("typographer", true)));
  }

  /** Quotations stay as they were said: what the rules would do there, and where. */
  inQuotations(language) {
    return blocksOf(this.#editor.state.doc, { quoted: true })
      .flatMap(([block]) => typographed(textOf(block), language).edits);
  }

  #replace(tr, from, length, text, remember = null) {
    const before = tr.doc.textBetween(from, from + length);
    const { marks } = tr.doc.nodeAt(from);
    const steps = tr.steps.length;
    tr.replaceWith(from, from + length, this.#editor.schema.text(text, marks));
    this.#follow(tr.mapping.slice(steps));
    if (remember) this.#edits.push(remember({ from, to: from + text.length, before, after: text }));
  }

  #follow(mapping) {
    for (const edit of this.#edits) {
      edit.from = mapping.map(edit.from, 1);
      edit.to = Math.max(edit.from, mapping.map(edit.to, -1));
    }
  }
}

/** Blocks of text with the position of their first letter; those of quotations, or all others. */
function blocksOf(doc, { quoted = false } = {}) {
  const blocks = [];
  const walk = (node, start, inQuotation) => {
    node.forEach((child, offset) => {
      const at = start + offset;
      const isQuoted = inQuotation || child.type.name === "blockquote";
      if (child.isTextblock) {
        if (isQuoted === quoted && child.childCount) blocks.push([child, at + 1]);
      } else if (!child.isLeaf) walk(child, at + 1, isQuoted);
    });
  };
  walk(doc, 0, false);
  return blocks;
}
