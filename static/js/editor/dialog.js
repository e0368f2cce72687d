// Dialogs of the editor. They stand outside the form of the story: what is typed here is none of its fields.

import { el, newId } from "./dom.js";
import { gettext } from "./words.js";

/**
 * A window over the page; resolves with what `close(value)` was given, or null when it was dismissed.
 * `build({ close })` gives the content, a form.
 */
export function open(title, build, { wide = false } = {}) {
  return new Promise((resolve) => {
    const heading = newId("ask");
    let value = null;
    const close = (result) => {
      value = result;
      dialog.close();
    };
    const dialog = el(
      "dialog",
      { class: wide ? "ask is-wide" : "ask", "aria-labelledby": heading },
      el("h2", { id: heading }, title),
    );
    dialog.append(build({ close, dialog }));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(value);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Buttons at the foot of a dialog; the first of them sends its form. */
export function buttons(submit, close, ...others) {
  return el(
    "div",
    { class: "ask-buttons" },
    el("button", { type: "submit", class: "ask-submit" }, submit),
    ...others,
    el("button", { type: "button", onclick: () => close(null) }, gettext("Cancel")),
  );
}

/** One field with its label, its help and the place for what is wrong with it. */
export function field({ name, label, value = "", help = "", type = "text", ...attributes }) {
  const id = newId("ask");
  const input = type === "textarea"
    ? el("textarea", { id, name, rows: 2, ...attributes }, value)
    : el("input", { id, name, type, value, ...attributes });
  return el(
    "div",
    { class: "ask-field", "data-field": name },
    el("label", { for: id }, label),
    input,
    help && el("p", { class: "ask-help" }, help),
  );
}

/** Write beside a field what is wrong with it, and tell those who do not see it; an empty sentence takes it back. */
export function complain(place, sentence) {
  const input = place.querySelector("input, select, textarea");
  place.querySelector(".ask-error")?.remove();
  input?.removeAttribute("aria-invalid");
  input?.removeAttribute("aria-describedby");
  if (!sentence) return;
  const id = newId("ask");
  place.append(el("p", { class: "ask-error", id }, sentence));
  input?.setAttribute("aria-invalid", "true");
  input?.setAttribute("aria-describedby", id);
}

/** Show all complaints, { name: sentence }, and go to the first. True when there is none. */
export function complainAll(form, complaints) {
  for (const place of form.querySelectorAll("[data-field]")) complain(place, complaints[place.dataset.field] ?? "");
  form.querySelector('[aria-invalid="true"]')?.focus();
  return Object.values(complaints).every((sentence) => !sentence);
}

/**
 * A dialog of some fields. Resolves with their values, null, or the name of the extra button that was pressed.
 * `check(values)` gives the complaints.
 */
export function ask({ title, fields, submit, check = () => ({}), extra = [], note = "" }) {
  return open(title, ({ close }) => {
    const form = el(
      "form",
      { novalidate: true, method: "dialog" },
      note && el("p", { class: "ask-note" }, note),
      ...fields.map(field),
      buttons(
        submit,
        close,
        ...extra.map(([name, label]) => el("button", { type: "button", onclick: () => close(name) }, label)),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(form));
      for (const name of Object.keys(values)) values[name] = values[name].trim();
      if (complainAll(form, check(values))) close(values);
    });
    return form;
  });
}
