// Keys of the tools that the editor does not have of its own.

import { Extension, pm } from "../../django_prose_editor/editor.js";
import { act } from "./toolbar.js";

// By the place of the key: with Ctrl and Alt held, a Kazakh or Russian layout on Windows gives no Latin letter.
const CODES = { Digit2: "heading2", Digit3: "heading3", KeyP: "photo", KeyT: "typographer" };

/** `find(name)` gives a tool, which are made after the editor; `toToolbar()` moves there. */
export const Shortcuts = ({ find, toToolbar }) => Extension.create({
  name: "bodyShortcuts",
  priority: 1800,

  addKeyboardShortcuts() {
    const press = (name) => ({ editor }) => {
      act(editor, find(name));
      return true;
    };
    return {
      "Mod-\\": press("clear"),
      "Mod-Shift-b": press("quotation"),
      "Mod-k": press("link"),
      "Alt-F10": () => {
        toToolbar();
        return true;
      },
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new pm.state.Plugin({
        props: {
          handleKeyDown(_view, event) {
            const name = CODES[event.code];
            const isOurs = name && event.altKey && (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
            if (!isOurs) return false;
            act(editor, find(name));
            return true;
          },
        },
      }),
    ];
  },
});
