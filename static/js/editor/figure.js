// Figures: a photo of the library, a chart of ours, or a post of another site, each with a caption to type in.

import { Node } from "../../django_prose_editor/editor.js";
import { providerOf } from "./addresses.js";
import { oneLine } from "./dom.js";
import { embedView, photoView } from "./figure_views.js";
import { gettext } from "./words.js";

/** `isShown(element)`: a picture that may stand in a text, or the link of an embed. */
const figure = (isShown) => Node.create({
  name: "figure",
  group: "block",
  content: "(photo | embed) caption",
  draggable: true,
  isolating: true,
  parseHTML: () => [
    { tag: "figure", getAttrs: (element) => ([...element.querySelectorAll("img, a[href]")].some(isShown) ? null : false) },
  ],
  renderHTML: () => ["figure", 0],
});

const Caption = Node.create({
  name: "caption",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "figcaption", context: "figure/" }],
  renderHTML: () => ["figcaption", { "data-placeholder": gettext("Caption") }, 0],
});

/** `settings` are those of the field, `shelf` knows the photos, `edit` opens a dialog about the node. */
export function figureExtensions({ settings, shelf, edit }) {
  const source = new RegExp(`^(?:${settings.imageSource})$`);
  const isPicture = (image) => source.test(image.getAttribute("src") ?? "");
  const isEmbed = (link) => {
    const named = link.dataset.embed ?? link.closest("figure")?.dataset.embed;
    return Boolean(named) && providerOf(link.getAttribute("href"), settings.embeds) === named;
  };

  const Photo = Node.create({
    name: "photo",
    atom: true,
    selectable: false,
    addAttributes: () => ({
      src: { default: null },
      // Left to itself, Tiptap would read a description of «501.02» as a number.
      alt: { default: "", parseHTML: (element) => element.getAttribute("alt") ?? "" },
    }),
    parseHTML: () => [{ tag: "img[src]", getAttrs: (element) => (isPicture(element) ? null : false) }],
    renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
    addNodeView: () => (place) => photoView({ ...place, settings, shelf, edit: edit.photo }),
  });

  const Embed = Node.create({
    name: "embed",
    atom: true,
    selectable: false,
    addAttributes: () => ({
      provider: {
        default: null,
        parseHTML: (element) => providerOf(element.getAttribute("href"), settings.embeds),
        renderHTML: ({ provider }) => ({ "data-embed": provider }),
      },
      href: { default: null },
      label: {
        default: "",
        parseHTML: (element) => oneLine(element.textContent),
        renderHTML: () => ({}),
      },
    }),
    parseHTML: () => [
      {
        tag: "a[href]",
        context: "figure/",
        priority: 1100,
        getAttrs: (element) => (isEmbed(element) ? null : false),
      },
    ],
    renderHTML: ({ node, HTMLAttributes }) => ["a", HTMLAttributes, node.attrs.label],
    addNodeView: () => (place) => embedView({ ...place, settings, edit: edit.embed }),
  });

  return [figure((element) => (element.nodeName === "IMG" ? isPicture : isEmbed)(element)), Photo, Embed, Caption];
}
