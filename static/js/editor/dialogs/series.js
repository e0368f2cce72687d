// A rate or the weather as a picture of its series. It is pinned: what the bank corrects later does not change it.

import { insertBlock } from "../blocks.js";
import { buttons, complain, complainAll, field, open } from "../dialog.js";
import { el, newId } from "../dom.js";
import { getJSON } from "../server.js";
import { gettext } from "../words.js";

const DAY = /^\d{4}-\d{2}-\d{2}$|^\d{1,2}\.\d{1,2}\.\d{4}$/;

/** Which fields a kind has, and where its figure is asked for; the addresses are those of widgets/urls.py. */
const KINDS = {
  day: { name: () => gettext("Rate of a day"), fields: ["currency", "date"], path: ({ currency }) => `/rates/${currency}/figure.json` },
  chart: { name: () => gettext("Chart of a rate"), fields: ["currency", "from", "to"], path: ({ currency }) => `/rates/${currency}/figure.json` },
  weather: { name: () => gettext("Weather of a day"), fields: ["city", "date"], path: ({ city }) => `/weather/${city}/figure.json` },
};

/** `language` is that of the text: the picture and its words are in it. */
export async function askSeries(editor, language) {
  const prefix = language === "kk" ? "/kk" : "";
  const figure = await open(gettext("Rate or weather"), ({ close, dialog }) => seriesForm(close, dialog, prefix));
  editor.commands.focus();
  if (!figure) return;
  const caption = figure.caption.map(({ text, href }) => (
    { type: "text", text, ...(href && { marks: [{ type: "link", attrs: { href } }] }) }
  ));
  insertBlock(editor, {
    type: "figure",
    content: [{ type: "photo", attrs: { src: figure.src, alt: figure.alt } }, { type: "caption", content: caption }],
  });
}

function seriesForm(close, dialog, prefix) {
  const fields = {
    currency: choice("currency", gettext("Currency")),
    city: choice("city", gettext("City")),
    date: field({ name: "date", label: gettext("Day"), type: "date" }),
    from: field({ name: "from", label: gettext("First day"), type: "date" }),
    to: field({ name: "to", label: gettext("Last day"), type: "date" }),
  };
  const kind = choice("kind", gettext("What to show"), Object.entries(KINDS).map(([value, { name }]) => ({ value, name: name() })));
  const status = el("p", { class: "ask-status", role: "status" });
  const form = el(
    "form",
    { novalidate: true, method: "dialog" },
    el("p", { class: "ask-note" }, gettext("The picture stays as it is now, also when a value is corrected later.")),
    kind,
    ...Object.values(fields),
    status,
    buttons(gettext("Insert"), close),
  );
  const input = (name) => fields[name].querySelector("input, select");
  const chosen = () => KINDS[kind.querySelector("select").value];
  const show = () => {
    for (const [name, place] of Object.entries(fields)) {
      place.hidden = !chosen().fields.includes(name);
      complain(place, "");
    }
    status.textContent = "";
  };
  kind.addEventListener("change", show);
  show();

  const leaving = new AbortController();
  dialog.addEventListener("close", () => leaving.abort());
  const ask = async (path, parameters) => {
    try {
      return await getJSON(`${prefix}${path}`, parameters, { signal: leaving.signal });
    } catch (error) {
      if (error.name === "AbortError") return null;
      status.textContent = error.message;
      complainAll(form, error.errors ?? {});
      return null;
    }
  };

  const load = async () => {
    const known = await ask("/figures.json");
    if (!known) return;
    input("currency").replaceChildren(...known.currencies.map(option));
    input("city").replaceChildren(...known.cities.map(option));
    for (const name of ["date", "to"]) input(name).value ||= known.today;
    input("from").value ||= monthBefore(known.today);
  };
  load();

  let isAsking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isAsking) return;
    const { fields: names, path } = chosen();
    const values = Object.fromEntries(names.map((name) => [name, input(name).value.trim()]));
    const days = names.filter((name) => fields[name].querySelector("input"));
    const complaints = Object.fromEntries(days.map((name) => [name, DAY.test(values[name]) ? "" : gettext("Choose a day.")]));
    if (!complainAll(form, complaints)) return;
    // Without the choices nothing can be asked: they are asked for once more.
    if (names.some((name) => !values[name])) { load(); return; }
    isAsking = true;
    const figure = await ask(path(values), Object.fromEntries(days.map((name) => [name, values[name]])));
    isAsking = false;
    if (figure) close(figure);
  });
  return form;
}

const option = ({ value, name }) => el("option", { value }, name);

function choice(name, label, choices = []) {
  const id = newId("ask");
  return el(
    "div",
    { class: "ask-field", "data-field": name },
    el("label", { for: id }, label),
    el("select", { id, name }, ...choices.map(option)),
  );
}

/** The same day of the month before, or its last. */
function monthBefore(day) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}
