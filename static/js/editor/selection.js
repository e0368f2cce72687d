// The selection as the browser has it now. The browser tells of a change only a moment later, on a busy machine after
// the next key: a tool would then act on the place before.

import { Extension, pm } from "../../django_prose_editor/editor.js";

/** Let the editor read the selection at once. */
export const readSelection = (view) => { view.dom.ownerDocument.dispatchEvent(new Event("selectionchange")); };

/** Before a key acts, and after the browser has moved the selection by one. */
export const PromptSelection = Extension.create({
  name: "bodyPromptSelection",
  priority: 3000,

  addProseMirrorPlugins: () => [
    new pm.state.Plugin({ props: { handleDOMEvents: { keydown: readSelection, keyup: readSelection } } }),
  ],
});
