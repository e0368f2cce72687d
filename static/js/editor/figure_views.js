// How the editor shows a photo and an embed: the picture through its private address, and what one may do with it.

import { pm } from "../../django_prose_editor/editor.js";
import { el, icon } from "./dom.js";
import { fill, gettext } from "./words.js";

const KEY = /^\/media\/photos\/([A-Za-z0-9-]+)\//;

/** The key by which the library knows the photo; nothing for a chart. */
export const photoKey = (src) => KEY.exec(src ?? "")?.[1] ?? null;

const button = (settings, symbol, label, onclick) =>
  el("button", { type: "button", class: "figure-tool", title: label, "aria-label": label, onclick }, icon(settings.icons, symbol));

const remove = (view, getPos) => {
  const $pos = view.state.doc.resolve(getPos());
  view.dispatch(pm.history.closeHistory(view.state.tr.delete($pos.before(), $pos.after())));
  view.focus();
};

export function photoView({ node, view, getPos, settings, shelf, edit }) {
  const image = el("img", { alt: "", draggable: "false" });
  const pending = el("div", { class: "photo-pending" });
  const facts = el("p", { class: "photo-facts" });
  const tools = el(
    "div",
    { class: "figure-tools" },
    button(settings, "edit", gettext("Photo: description and replacement"), () => edit(getPos())),
    button(settings, "delete", gettext("Remove the photo from the text"), () => remove(view, getPos)),
  );
  const dom = el("div", { class: "photo", contenteditable: "false" }, image, pending, facts, tools);
  let unwatch = () => {};
  let shown = null;

  const show = (photo) => {
    image.hidden = !photo.preview;
    pending.hidden = Boolean(photo.preview);
    if (photo.preview) {
      image.src = photo.preview;
      image.width = photo.width;
      image.height = photo.height;
    } else {
      pending.textContent = photo.isMissing
        ? gettext("This photo is not in the library any more: readers will not see it.")
        : gettext("The photo is being prepared…");
    }
    // Where the text says nothing, readers get the words of the library.
    const known = shown.alt || (photo.is_decorative ? gettext("decorative") : photo.alt?.ru);
    const alt = known || gettext("no description");
    facts.textContent = photo.credit
      ? fill(gettext("%(alt)s. Photo: %(credit)s"), { alt, credit: photo.credit })
      : alt;
    facts.classList.toggle("is-warning", !known && !photo.isMissing);
  };

  const update = (photo) => {
    if (photo.type !== node.type) return false;
    if (photo.attrs.src !== shown?.src || photo.attrs.alt !== shown?.alt) {
      unwatch();
      shown = photo.attrs;
      image.alt = shown.alt;
      const key = photoKey(shown.src);
      if (key) {
        show({ preview: null });
        unwatch = shelf.watch(key, show);
      } else {
        show({ preview: shown.src });
        image.removeAttribute("width");
        image.removeAttribute("height");
      }
    }
    return true;
  };
  update(node);
  return { dom, update, destroy: () => unwatch(), stopEvent: (event) => tools.contains(event.target), ignoreMutation: () => true };
}

export function embedView({ node, view, getPos, settings, edit }) {
  const name = el("span", { class: "embed-name" });
  const label = el("span", { class: "embed-label" });
  const address = el("span", { class: "embed-address" });
  const tools = el(
    "div",
    { class: "figure-tools" },
    button(settings, "edit", gettext("Change the post of another site"), () => edit(getPos())),
    button(settings, "delete", gettext("Remove the post of another site"), () => remove(view, getPos)),
  );
  const dom = el("div", { class: "embed-card", contenteditable: "false" }, name, label, address, tools);
  const update = (embed) => {
    if (embed.type !== node.type) return false;
    name.textContent = settings.embeds[embed.attrs.provider]?.label ?? "";
    label.textContent = embed.attrs.label || embed.attrs.href;
    address.textContent = embed.attrs.href;
    return true;
  };
  update(node);
  return { dom, update, stopEvent: (event) => tools.contains(event.target), ignoreMutation: () => true };
}
