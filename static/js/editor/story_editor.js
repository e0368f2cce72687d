// One editor over one textarea. The textarea stays the field of the form: it always holds the current HTML.

import { Editor, pm } from "../../django_prose_editor/editor.js";
import { bodyCounter } from "./counters.js";
import { askEmbed } from "./dialogs/embed.js";
import { debounce, el } from "./dom.js";
import { paste } from "./paste/paste.js";
import { parsed } from "./paste/defuse.js";
import { Photos } from "./photos/insert.js";
import { Shelf } from "./photos/shelf.js";
import { bodyHTML } from "./serialise.js";
import { Shortcuts } from "./shortcuts.js";
import { Toolbar } from "./toolbar.js";
import { tools } from "./tools.js";
import { Typographer } from "./typographer/panel.js";
import { extensions } from "./vocabulary.js";
import { gettext } from "./words.js";

const PAUSE = 250;
const NOTICE_SECONDS = 20;

/** Put an editor in the place of the textarea, and return it. */
export function openEditor(textarea) {
  const settings = JSON.parse(textarea.dataset.bodyEditor);
  const { form } = textarea;
  const language = () => form?.elements.namedItem("language")?.value || textarea.lang || "ru";
  const shelf = new Shelf(settings.photos);
  const photos = new Photos(settings, shelf, language);
  const notice = el("p", { class: "editor-notice", role: "alert" });
  const frame = el("div", { class: "editor-text", lang: language() });
  const counter = bodyCounter(settings);
  let groups = [];
  let toolbar = null;
  let forget = null;

  const notify = (sentence) => {
    clearTimeout(forget);
    notice.textContent = sentence;
    forget = setTimeout(() => { notice.textContent = ""; }, NOTICE_SECONDS * 1000);
  };

  const editor = new Editor({
    element: frame,
    // The policy of the page forbids injected styles: css/editor.css has them.
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    extensions: [
      ...extensions({
        settings,
        shelf,
        edit: { photo: (pos) => photos.edit(editor, pos), embed: (pos) => askEmbed(editor, settings, pos) },
      }),
      paste({ settings, notify, photos }),
      Shortcuts({
        find: (name) => groups.flat().find((tool) => tool.name === name),
        toToolbar: () => toolbar.focus(),
      }),
    ],
    editable: !textarea.disabled && !textarea.readOnly,
    editorProps: { attributes: labels(textarea) },
  });
  const { schema } = editor;
  const parse = (html) => pm.model.DOMParser.fromSchema(schema).parse(parsed(html));

  /** The text of the field becomes the document. A step of the history, but for the first one. */
  const load = ({ isFirst = false } = {}) => {
    const { tr } = editor.state;
    tr.replaceWith(0, tr.doc.content.size, parse(textarea.value).content);
    editor.view.dispatch(pm.history.closeHistory(tr.setMeta("addToHistory", !isFirst).setMeta("fromTextarea", true)));
  };

  let written = "";
  let isChanged = false;
  const write = () => {
    const html = bodyHTML(editor.state.doc);
    counter.update(editor.state.doc, html.length);
    if (html === written) return;
    written = textarea.value = html;
    isChanged = true;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const later = debounce(write, PAUSE);

  load({ isFirst: true });
  written = bodyHTML(editor.state.doc);
  counter.update(editor.state.doc, written.length);
  editor.on("transaction", ({ transaction }) => {
    if (transaction.docChanged && !transaction.getMeta("fromTextarea")) later();
  });
  editor.on("blur", () => {
    later.flush();
    // As of any field: once, when one leaves it.
    if (isChanged) textarea.dispatchEvent(new Event("change", { bubbles: true }));
    isChanged = false;
  });
  // Whoever reads the form reads the text as it is now.
  form?.addEventListener("formdata", (event) => {
    later.flush();
    event.formData.set(textarea.name, textarea.value);
  });
  for (const [target, name] of [[form, "submit"], [window, "pagehide"], [document, "visibilitychange"]]) {
    target?.addEventListener(name, later.flush, { capture: true });
  }
  // Autosave, recovery and merging put a text into the field and say so.
  textarea.addEventListener("newsportal:restore", () => {
    load();
    written = textarea.value = bodyHTML(editor.state.doc);
    counter.update(editor.state.doc, written.length);
  });
  // Whoever locks the field locks the editor.
  new MutationObserver(() => {
    editor.setEditable(!textarea.disabled && !textarea.readOnly, false);
    toolbar.update();
  }).observe(textarea, { attributes: true, attributeFilter: ["disabled", "readonly"] });
  form?.elements.namedItem("language")?.addEventListener?.("change", () => { frame.lang = language(); });

  const typographer = new Typographer(editor, form, language);
  groups = tools({ settings, photos, typographer, language });
  toolbar = new Toolbar(editor, groups, settings);
  textarea.before(el(
    "div",
    { class: "editor" },
    toolbar.element,
    notice,
    frame,
    counter.element,
    typographer.element,
  ));
  textarea.hidden = true;
  performance.mark("editor-ready");
  document.querySelector(`label[for="${textarea.id}"]`)?.addEventListener("click", () => editor.commands.focus());
  document.getElementById(`${textarea.id}_helptext`)?.setAttribute("hidden", "");
  return editor;
}

/** What assistive technology is told of the text: the label and the complaints of the field. */
function labels(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label && !label.id) label.id = `${textarea.id}_label`;
  const attributes = { "aria-multiline": "true", spellcheck: "true" };
  if (label) attributes["aria-labelledby"] = label.id;
  else attributes["aria-label"] = gettext("Text");
  if (textarea.getAttribute("aria-invalid") === "true") {
    attributes["aria-invalid"] = "true";
    attributes["aria-describedby"] = `${textarea.id}_error`;
  }
  return attributes;
}
