// Where blocks are put, and how the cursor leaves them.

import { pm } from "../../django_prose_editor/editor.js";

const { TextSelection } = pm.state;

/** The innermost node of that name around the selection: { node, pos }, or null. */
export function around(state, name) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === name) return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return null;
}

/**
 * A figure or a table stands between paragraphs: after the one with the cursor, or in the place of an empty one.
 * The cursor goes to the end of a caption, or to the first cell.
 */
export function insertBlock(editor, json) {
  const { tr, schema, selection } = editor.state;
  const node = schema.nodeFromJSON(json);
  const { $to } = selection;
  const isBlank = $to.depth === 1 && $to.parent.type === schema.nodes.paragraph && $to.parent.content.size === 0;
  const at = isBlank ? $to.before(1) : $to.depth ? $to.after(1) : selection.to;
  if (isBlank) tr.replaceWith(at, $to.after(1), node);
  else tr.insert(at, node);
  const isFigure = node.type === schema.nodes.figure;
  tr.setSelection(TextSelection.near(tr.doc.resolve(isFigure ? at + node.nodeSize - 1 : at + 1), isFigure ? -1 : 1));
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}

/** Put the cursor behind a block, into a paragraph that is made if there is none. */
export function leave(editor, pos) {
  const node = editor.state.doc.nodeAt(pos);
  const after = pos + node.nodeSize;
  const { tr, schema } = editor.state;
  const next = tr.doc.resolve(after).nodeAfter;
  if (next?.type !== schema.nodes.paragraph) tr.insert(after, schema.nodes.paragraph.create());
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
}
