// What happens when something is pasted into the text or dropped on it.

import { Extension, pm } from "../../../django_prose_editor/editor.js";
import { completed, isWeb } from "../addresses.js";
import { around } from "../blocks.js";
import { picturesOf } from "../photos/insert.js";
import { fill, gettext, ngettext } from "../words.js";
import { cleaned } from "./clean.js";

const { Plugin } = pm.state;
const { Fragment, Slice } = pm.model;

// Word wraps a page of text in a hundred times as much: the raw paste may be longer than a text may.
const RAW_TIMES = 10;
const ONE_LINE = ["tableCell", "tableHeader", "caption", "attribution"];

/** `notify(sentence)` tells the person; `photos` takes pictures. */
export const paste = ({ settings, notify, photos }) => Extension.create({
  name: "bodyPaste",
  priority: 1500,

  addProseMirrorPlugins() {
    const { editor } = this;
    const limit = settings.maxBody.toLocaleString(document.documentElement.lang);

    const isRefused = (data) => {
      const length = Math.max(data?.getData("text/html").length ?? 0, (data?.getData("text/plain").length ?? 0) * RAW_TIMES);
      if (length <= settings.maxBody * RAW_TIMES) return false;
      notify(fill(gettext("This is too long to be pasted: a text holds %(limit)s characters. Nothing was inserted. Paste it part by part."), { limit }));
      return true;
    };
    // Found too long only after it was cleaned: then nothing is replaced either.
    let isTooLong = false;
    const refuse = () => {
      isTooLong = true;
      notify(fill(gettext("With this the text would be longer than %(limit)s characters. Nothing was inserted."), { limit }));
    };
    const wasRefused = () => {
      const was = isTooLong;
      isTooLong = false;
      return was;
    };
    const take = (data, event) => {
      if (isRefused(data)) {
        event.preventDefault();
        return true;
      }
      const pictures = picturesOf(data?.files);
      // A picture copied from a page comes as a file and as markup that names the foreign address.
      if (!pictures.length || hasWords(data.getData("text/html"))) return false;
      event.preventDefault();
      photos.upload(editor, pictures);
      return true;
    };

    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            paste: (_view, event) => take(event.clipboardData, event),
            drop: (view, event) => {
              if (view.dragging) return false;
              const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
              if (place && picturesOf(event.dataTransfer?.files).length) editor.commands.setTextSelection(place.pos);
              return take(event.dataTransfer, event);
            },
          },
          handleDrop: wasRefused,
          handlePaste(view, event) {
            if (wasRefused()) return true;
            // An address pasted over words links them.
            const text = event.clipboardData?.getData("text/plain").trim() ?? "";
            if (view.state.selection.empty || !/^\S+$/.test(text) || !isWeb(text)) return false;
            return editor.commands.setMark("link", { href: completed(text) });
          },
          transformPastedHTML(html) {
            const { html: clean, pictures } = cleaned(html);
            if (clean.length > settings.maxBody) {
              refuse();
              return "";
            }
            if (pictures) {
              notify(fill(
                ngettext(
                  "%(count)s picture of another site was left out: save it and upload it with its credit.",
                  "%(count)s pictures of other sites were left out: save them and upload them with their credits.",
                  pictures,
                ),
                { count: pictures },
              ));
            }
            return clean;
          },
          transformPasted(slice, view) {
            if (isTooLong) return Slice.empty;
            if (view.state.doc.content.size + slice.content.size > settings.maxBody) {
              refuse();
              return Slice.empty;
            }
            // Copied cells go into cells: the tables of the editor see to that.
            if (slice.content.firstChild?.type.spec.tableRole && around(view.state, "table")) return slice;
            return ONE_LINE.some((name) => around(view.state, name)) ? lines(slice, view.state.schema) : slice;
          },
        },
      }),
    ];
  },
});

const hasWords = (html) => /[^\s]/.test(html.replace(/<[^>]*>/g, " ").replace(/&nbsp;/g, " "));

/** Blocks become lines of one text, where only such a text may stand. */
function lines(slice, schema) {
  const inline = [];
  slice.content.descendants((node) => {
    if (!node.isTextblock) return true;
    if (inline.length && node.childCount) inline.push(schema.nodes.hardBreak.create());
    node.forEach((child) => inline.push(child));
    return false;
  });
  if (!inline.length) slice.content.forEach((node) => node.isInline && inline.push(node));
  return new Slice(Fragment.from(inline), 0, 0);
}
