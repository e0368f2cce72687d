// What keys and clicks do where the usual answer would be wrong: in cells, captions and attributions, on photos.

import { Extension, pm } from "../../django_prose_editor/editor.js";
import { around, leave } from "./blocks.js";

const { NodeSelection, Plugin, TextSelection } = pm.state;

const isAtStart = ({ selection }) => selection.empty && selection.$from.parentOffset === 0;
const isIn = (state, name) => state.selection.$from.parent.type.name === name;

/** Past the block around the cursor: a figure, a quotation, a table. */
function leaveBlock(editor) {
  const found = ["figure", "blockquote", "table"].map((name) => around(editor.state, name)).find(Boolean);
  return found ? leave(editor, found.pos) : false;
}

function enter({ editor }) {
  const { state } = editor;
  // A cell holds lines of one text.
  if (around(state, "tableCell") || around(state, "tableHeader")) return editor.commands.setHardBreak();
  if (isIn(state, "caption") || isIn(state, "attribution")) return leaveBlock(editor);
  return false;
}

function backspace({ editor }) {
  const { state, view } = editor;
  if (!isAtStart(state)) return false;
  if (isIn(state, "caption")) {
    // The photo above is not deleted by one key too many: it is selected first.
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, around(state, "figure").pos)));
    return true;
  }
  if (isIn(state, "attribution") && state.selection.$from.parent.childCount === 0) {
    const { $from } = state.selection;
    const tr = state.tr.delete($from.before(), $from.after());
    view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve($from.before()), -1)));
    return true;
  }
  return false;
}

const nonBreakingSpace = ({ editor }) => editor.commands.insertContent("\u00a0");

export const Keys = Extension.create({
  name: "bodyKeys",
  priority: 2000,

  addKeyboardShortcuts: () => ({
    Enter: enter,
    "Mod-Enter": ({ editor }) => leaveBlock(editor),
    Backspace: backspace,
    "Mod-Shift-Space": nonBreakingSpace,
  }),

  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleClickOn(view, _pos, node, nodePos) {
          if (node.type.name !== "photo" && node.type.name !== "embed") return false;
          const figure = view.state.doc.resolve(nodePos).before();
          view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, figure)));
          return true;
        },
      },
    }),
  ],
});
