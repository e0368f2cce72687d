// The library of photos in a window: search, older ones page by page, and what readers will be told of the chosen one.

import { buttons, field, open } from "../dialog.js";
import { el } from "../dom.js";
import { getJSON } from "../server.js";
import { gettext } from "../words.js";

const PAUSE = 300;

/**
 * Choose a photo. Resolves with { photo, alt, caption }, with "upload" when a new one is wanted, or null.
 * `language` is that of the text.
 */
export const askPhoto = (settings, language, title = gettext("Photo of the library")) =>
  open(title, ({ close }) => libraryForm(close, settings, language), { wide: true });

function libraryForm(close, settings, language) {
  const search = field({
    name: "q",
    label: gettext("Find by words of the description, the caption or the credit"),
    type: "search",
    autocomplete: "off",
    maxlength: 200,
  });
  const grid = el("div", { class: "photo-grid", role: "radiogroup", "aria-label": gettext("Photos") });
  const status = el("p", { class: "ask-status", role: "status" });
  const more = el("button", { type: "button", hidden: true }, gettext("Older photos"));
  const alt = field({
    name: "alt",
    label: gettext("What is in the picture"),
    help: gettext("For those who do not see it: what matters for this text."),
    maxlength: 400,
  });
  const caption = field({ name: "caption", label: gettext("Caption under the photo"), maxlength: 400 });
  const about = el("div", { class: "photo-about", hidden: true }, alt, caption);
  const form = el(
    "form",
    { novalidate: true, method: "dialog" },
    search,
    grid,
    status,
    el("p", {}, more),
    about,
    buttons(
      gettext("Insert"),
      close,
      el("button", { type: "button", onclick: () => close("upload") }, gettext("Upload a new photo")),
    ),
  );
  let chosen = null;
  let before = null;
  let running = null;
  let timer = null;

  const choose = (photo) => {
    chosen = photo;
    about.hidden = false;
    alt.querySelector("input").value = photo.is_decorative ? "" : photo.alt[language];
    caption.querySelector("input").value = photo.caption[language];
    status.textContent = "";
  };
  const load = async (isNext) => {
    running?.abort();
    running = new AbortController();
    status.textContent = gettext("One moment…");
    try {
      const words = search.querySelector("input").value.trim();
      const answer = await getJSON(settings.photos, { q: words, before: isNext ? before : null }, { signal: running.signal });
      const tiles = answer.photos.map((photo) => tile(photo, language, choose));
      if (!isNext) grid.replaceChildren();
      grid.append(...tiles);
      before = answer.before;
      more.hidden = before === null;
      status.textContent = grid.childElementCount ? "" : gettext("No photo has these words. Upload a new one, or try others.");
      if (isNext) tiles[0]?.querySelector("input").focus();
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = error.message;
    }
  };
  more.addEventListener("click", () => load(true));
  search.querySelector("input").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => load(false), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!chosen) {
      status.textContent = gettext("Choose a photo first.");
      return;
    }
    const value = (place) => place.querySelector("input").value.trim();
    close({ photo: chosen, alt: value(alt), caption: value(caption) });
  });
  load(false);
  return form;
}

function tile(photo, language, choose) {
  const words = photo.caption[language] || photo.alt[language] || photo.credit;
  const picture = photo.preview
    ? el("img", { src: photo.preview, alt: "", width: photo.width, height: photo.height, loading: "lazy" })
    : el("span", { class: "photo-pending" }, gettext("being prepared"));
  return el(
    "label",
    { class: "photo-tile" },
    el("input", { type: "radio", name: "photo", value: photo.key, onchange: () => choose(photo) }),
    picture,
    el("span", { class: "photo-words" }, words),
    el("span", { class: "photo-credit" }, photo.credit),
  );
}
