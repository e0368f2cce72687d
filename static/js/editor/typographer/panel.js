// The button of the typographer, and the list of what it changed. It never runs by itself.

import { el } from "../dom.js";
import { fill, gettext, ngettext } from "../words.js";
import { NBSP, RULES } from "./rules.js";
import { BodyTarget, FieldTarget } from "./targets.js";

const FIELDS = ["headline", "short_title", "lead", "seo_title"];

/** A space that does not break is drawn, or nobody would see the change. */
const visible = (text) => text.replaceAll(NBSP, "⍽").replaceAll(" ", "␣");

export class Typographer {
  #body;
  #editor;
  #form;
  #language;
  #fields = new Map();
  #panel = el("section", { class: "typographer", hidden: true, "aria-label": gettext("Typographer") });
  #status = el("p", { class: "typographer-status", role: "status" });

  constructor(editor, form, language) {
    this.#editor = editor;
    this.#form = form;
    this.#language = language;
    this.#body = new BodyTarget(editor);
    this.element = el("div", {}, this.#status, this.#panel);
  }

  run() {
    const language = this.#language();
    const edits = this.#targets().flatMap((target) => target.apply(RULES, language).map((edit) => ({ target, edit })));
    const quoted = this.#body.inQuotations(language).length;
    const sentences = [edits.length
      ? fill(ngettext("Typographer: %(count)s change.", "Typographer: %(count)s changes.", edits.length), { count: edits.length })
      : gettext("Typographer: nothing to change.")];
    if (quoted) {
      const left = ngettext(
        "%(count)s place in quotations is left as it was said.",
        "%(count)s places in quotations are left as they were said.",
        quoted,
      );
      sentences.push(fill(left, { count: quoted }));
    }
    this.#status.textContent = sentences.join(" ");
    this.#show(edits);
  }

  #targets() {
    for (const name of FIELDS) {
      const input = this.#form?.elements.namedItem(name);
      if (input && !this.#fields.has(name)) this.#fields.set(name, new FieldTarget(input));
    }
    return [...this.#fields.values(), this.#body];
  }

  #show(edits) {
    const rows = RULES
      .map((rule) => [rule, edits.filter(({ edit }) => edit.rule === rule)])
      .filter(([, group]) => group.length)
      .map(([rule, group]) => this.#row(rule, group));
    const undoAll = el("button", { type: "button", onclick: () => this.#undo(edits, rows) }, gettext("Undo all"));
    const hide = el("button", { type: "button", onclick: () => this.#hide() }, gettext("Hide the list"));
    this.#panel.replaceChildren(el("ul", {}, ...rows), el("p", { class: "typographer-buttons" }, undoAll, hide));
    this.#panel.hidden = !edits.length;
  }

  /** One rule with what it changed, how often, and a button that takes all of it back. */
  #row(rule, group) {
    const kinds = Map.groupBy(group, ({ edit }) => edit.shown.join("→"));
    const changes = [...kinds.values()].map((alike) => {
      const [before, after] = alike[0].edit.shown;
      return el(
        "span",
        { class: "typographer-change" },
        el("del", {}, visible(before)), " → ", el("ins", {}, visible(after)), ` × ${alike.length}`,
      );
    });
    const button = el("button", { type: "button", onclick: () => this.#undo(group, [row]) }, gettext("Undo"));
    button.setAttribute("aria-label", fill(gettext("Undo: %(rule)s"), { rule: rule.label() }));
    const row = el(
      "li",
      {},
      el("span", { class: "typographer-rule" }, rule.label()),
      el("span", { class: "typographer-changes" }, ...changes),
      button,
    );
    return row;
  }

  #undo(group, rows) {
    const byTarget = Map.groupBy(group, ({ target }) => target);
    let all = true;
    for (const [target, found] of byTarget) all = target.revert(found.map(({ edit }) => edit)) && all;
    for (const row of rows) {
      row.classList.add("is-undone");
      row.querySelector("button").disabled = true;
    }
    this.#status.textContent = all
      ? gettext("Taken back.")
      : gettext("Taken back where the text has not been changed since.");
  }

  #hide() {
    this.#panel.hidden = true;
    this.#editor.commands.focus();
  }
}
