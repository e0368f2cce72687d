// From a chosen or uploaded photo to a figure in the text.

import { insertBlock } from "../blocks.js";
import { ask } from "../dialog.js";
import { photoKey } from "../figure_views.js";
import { gettext } from "../words.js";
import { askPhoto } from "./library.js";
import { askUpload } from "./upload.js";

const isPicture = (file) => file.type.startsWith("image/");

/** The pictures among dropped or pasted files. */
export const picturesOf = (files) => [...(files ?? [])].filter(isPicture);

export class Photos {
  #settings;
  #shelf;
  #language;

  constructor(settings, shelf, language) {
    this.#settings = settings;
    this.#shelf = shelf;
    this.#language = language;
  }

  /** From the library, or a new one. */
  async insert(editor) {
    const answer = await this.#choose();
    editor.commands.focus();
    if (answer) this.#put(editor, answer);
  }

  /** Dropped or pasted pictures, one after another: each needs its own facts. */
  async upload(editor, files) {
    for (const file of files) {
      const photo = await askUpload(this.#settings, file);
      if (!photo) break;
      this.#put(editor, this.#described(photo));
    }
    editor.commands.focus();
  }

  /** The description of a photo in the text, or another photo in its place. */
  async edit(editor, pos) {
    const node = editor.state.doc.nodeAt(pos);
    // A picture of a series has no words in the library, and no photo takes its place.
    const isPhoto = Boolean(photoKey(node.attrs.src));
    const answer = await ask({
      title: isPhoto ? gettext("Photo in the text") : gettext("Rate or weather"),
      submit: gettext("Save"),
      extra: isPhoto ? [["replace", gettext("Another photo…")]] : [],
      fields: [
        {
          name: "alt",
          label: gettext("What is in the picture"),
          value: node.attrs.alt,
          type: "textarea",
          help: isPhoto
            ? gettext("For those who do not see it: what matters for this text. Left empty, the words of the library stand in.")
            : gettext("For those who do not see it: what matters for this text."),
          maxlength: isPhoto ? 400 : 1000,
        },
      ],
    });
    let attrs = answer?.alt === undefined ? null : { ...node.attrs, alt: answer.alt };
    if (answer === "replace") {
      const other = await this.#choose();
      attrs = other && { src: other.photo.src, alt: other.alt };
    }
    // The text may have changed meanwhile, but not behind a modal window.
    if (attrs) editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, attrs));
    editor.commands.focus();
  }

  async #choose() {
    const answer = await askPhoto(this.#settings, this.#language());
    if (answer !== "upload") return answer;
    const photo = await askUpload(this.#settings);
    return photo && this.#described(photo);
  }

  #described(photo) {
    const language = this.#language();
    return { photo, alt: photo.is_decorative ? "" : photo.alt[language], caption: photo.caption[language] };
  }

  #put(editor, { photo, alt, caption }) {
    this.#shelf.learn(photo);
    const content = caption ? [{ type: "text", text: caption }] : [];
    insertBlock(editor, {
      type: "figure",
      content: [{ type: "photo", attrs: { src: photo.src, alt } }, { type: "caption", content }],
    });
  }
}
