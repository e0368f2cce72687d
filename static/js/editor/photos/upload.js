// A new photo: the file, the facts that the library asks for, and what must stay in view when it is cut.

import { buttons, complain, complainAll, open } from "../dialog.js";
import { el } from "../dom.js";
import { getHTML, post } from "../server.js";
import { fill, gettext } from "../words.js";
import { focalPoint } from "./focal_point.js";

const MEGABYTE = 1024 * 1024;

/** Ask for the facts of a file, send it, and resolve with what the library then knows; null when it was dismissed. */
export const askUpload = (settings, file = null) =>
  open(gettext("New photo"), ({ close, dialog }) => uploadForm(close, dialog, settings, file), { wide: true });

function uploadForm(close, dialog, settings, given) {
  let file = null;
  const focal = focalPoint();
  const choice = el("input", { type: "file", id: "upload-original", accept: "image/jpeg,image/png,image/webp,image/avif,image/gif" });
  const chosen = el("p", { class: "ask-help" }, gettext("Choose a file or drop it here: JPEG, PNG, WebP or AVIF."));
  const place = el(
    "div",
    { class: "ask-field upload-file", "data-field": "original" },
    el("label", { for: "upload-original" }, gettext("File")),
    choice,
    chosen,
  );
  const facts = el("div", { class: "upload-facts" }, el("p", { role: "status" }, gettext("One moment…")));
  const status = el("p", { class: "ask-status", role: "status" });
  const general = el("div", { "data-field": "__all__" });
  const form = el(
    "form",
    { novalidate: true, method: "dialog" },
    el("div", { class: "upload-columns" }, el("div", {}, place, focal.element), facts),
    general,
    status,
    buttons(gettext("Upload and insert"), close),
  );

  const take = async (candidate) => {
    const tooLarge = candidate.size > settings.maxUpload;
    file = tooLarge ? null : candidate;
    chosen.textContent = fill(gettext("%(name)s, %(size)s MB"), { name: candidate.name, size: (candidate.size / MEGABYTE).toFixed(1) });
    complain(place, tooLarge
      ? fill(gettext("The file is larger than %(limit)s MB. Save it smaller and choose it again."), { limit: settings.maxUpload / MEGABYTE })
      : "");
    if (tooLarge) {
      focal.element.hidden = true;
      return;
    }
    if (!(await focal.show(candidate))) {
      complain(place, gettext("The browser cannot show this file. If it is a picture, the server will take it; otherwise choose another one."));
    }
  };

  choice.addEventListener("change", () => choice.files[0] && take(choice.files[0]));
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!file) {
      complainAll(form, { original: gettext("Choose the file of the photo.") });
      return;
    }
    const send = form.querySelector(".ask-submit");
    const data = new FormData(form);
    data.set("original", file, file.name);
    send.disabled = true;
    status.textContent = gettext("The photo is being sent…");
    try {
      close(await post(settings.upload, data));
    } catch (refusal) {
      const complaints = Object.entries(refusal.errors ?? {}).map(([name, sentences]) => [name, sentences.join(" ")]);
      status.textContent = refusal.message || gettext("The photo is not saved yet: see what is written beside the fields.");
      complainAll(form, Object.fromEntries(complaints));
    }
    send.disabled = false;
  });

  getHTML(settings.upload).then(
    (markup) => {
      // Of our own template; the policy of the page would not run a script of it either.
      facts.innerHTML = markup;
      focal.bind(form.elements.focal_x, form.elements.focal_y);
    },
    (refusal) => { facts.replaceChildren(el("p", { class: "ask-error" }, refusal.message)); },
  );
  if (given) take(given);
  return form;
}
