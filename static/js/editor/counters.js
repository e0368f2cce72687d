// Characters of the short fields, words and reading time of the text. Seen at once, told to a screen reader rarely.

import { el, newId } from "./dom.js";
import { fill, gettext, ngettext } from "./words.js";

const PAUSE = 1500;

/** Say something to a screen reader after a pause in typing, and only when it differs from what was said last. */
function announcer() {
  const region = el("span", { class: "visually-hidden", role: "status" });
  let timer = null;
  let said = "";
  const say = (sentence) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (sentence !== said) region.textContent = said = sentence;
    }, PAUSE);
  };
  return { region, say };
}

const LEVELS = {
  fine: () => "",
  long: () => gettext("longer than recommended"),
  full: () => gettext("no room for more"),
};

/** A counter below an input that has `data-recommended`. Only a change of the level is spoken. */
export function countCharacters(input) {
  const recommended = Number(input.dataset.recommended);
  const limit = input.maxLength > 0 ? input.maxLength : recommended;
  const id = newId("counter");
  const shown = el("span", { class: "counter", id });
  const { region, say } = announcer();
  const show = () => {
    const length = [...input.value].length;
    const level = length >= limit ? "full" : length > recommended ? "long" : "fine";
    const words = limit > recommended && length > recommended
      ? gettext("%(length)s of %(recommended)s recommended, at most %(limit)s")
      : gettext("%(length)s of %(recommended)s");
    shown.textContent = fill(words, { length, recommended, limit });
    shown.dataset.level = level;
    say(LEVELS[level]());
  };
  input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  input.after(el("span", { class: "counter-line" }, shown, region));
  input.addEventListener("input", show);
  show();
}

/** Words as articles.models.article counts them: `body_text` split at white space. */
export function countWords(doc) {
  const text = doc.textBetween(0, doc.content.size, " ", (leaf) => (leaf.type.name === "embed" ? leaf.attrs.label : " "));
  let captions = "";
  doc.descendants((node) => {
    if (node.type.name === "table") captions += ` ${node.attrs.caption}`;
    return !node.isTextblock;
  });
  return (text + captions).split(/[\s\u0085]+/).filter(Boolean).length;
}

/** Words, minutes, and a warning before the text grows too long to be saved. `update(doc, length)`. */
export function bodyCounter(settings) {
  const shown = el("span", { class: "counter" });
  const { region, say } = announcer();
  const limit = settings.maxBody.toLocaleString(document.documentElement.lang);
  const update = (doc, length) => {
    const words = countWords(doc);
    const minutes = Math.max(1, roundHalfToEven(words / settings.wordsAMinute));
    const isTooLong = length > settings.maxBody;
    const sentences = [
      fill(ngettext("%(words)s word", "%(words)s words", words), { words: words.toLocaleString(document.documentElement.lang) }),
      fill(ngettext("%(minutes)s minute to read", "%(minutes)s minutes to read", minutes), { minutes }),
    ];
    if (isTooLong) sentences.unshift(fill(gettext("Too long to be saved: at most %(limit)s characters with the markup"), { limit }));
    shown.textContent = sentences.join(" · ");
    shown.dataset.level = isTooLong ? "full" : "fine";
    // Not every word: what it means for the reader.
    say(isTooLong ? sentences[0] : sentences.at(-1));
  };
  return { element: el("p", { class: "counter-line" }, shown, region), update };
}

/** As Python rounds. */
function roundHalfToEven(value) {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
