// A quotation: paragraphs and lists, and below them who said it. The source's address stands in `cite`.

import { Node, pm } from "../../django_prose_editor/editor.js";
import { isWeb } from "./addresses.js";
import { around } from "./blocks.js";

const { TextSelection } = pm.state;
const { Fragment } = pm.model;

export const Quotation = Node.create({
  name: "blockquote",
  group: "block",
  content: "(paragraph | bulletList | orderedList)+ attribution?",
  defining: true,

  addAttributes() {
    const address = (element) => element.getAttribute("cite");
    return { cite: { default: null, parseHTML: (element) => (isWeb(address(element)) ? address(element) : null) } };
  },
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],

  addCommands() {
    return {
      /** Make the selected paragraphs a quotation. */
      quote: () => ({ commands }) => commands.wrapIn("blockquote"),

      /** Paragraphs again; the words of the attribution stay as the last of them. */
      unquote: () => ({ state, tr, dispatch }) => {
        const found = around(state, "blockquote");
        if (!found) return false;
        const blocks = [];
        found.node.forEach((child) => {
          const isSource = child.type.name === "attribution";
          if (!isSource) blocks.push(child);
          else if (child.childCount) blocks.push(state.schema.nodes.paragraph.create(null, child.content));
        });
        if (dispatch) {
          tr.replaceWith(found.pos, found.pos + found.node.nodeSize, Fragment.from(blocks));
          tr.setSelection(TextSelection.near(tr.doc.resolve(found.pos + 1)));
        }
        return true;
      },

      /** Who said it and where it stands: words, and an address that may be empty. */
      attribute: (saidBy, address) => ({ state, tr, dispatch }) => {
        const found = around(state, "blockquote");
        if (!found) return false;
        if (dispatch) setAttribution(state.schema, tr, found, saidBy, address || null);
        return true;
      },
    };
  },
});

function setAttribution(schema, tr, { node, pos }, saidBy, address) {
  const { attribution } = schema.nodes;
  const { link } = schema.marks;
  const former = node.lastChild.type === attribution ? node.lastChild : null;
  const end = pos + node.nodeSize - 1;
  const start = former ? end - former.nodeSize : end;
  if (former && former.textContent === saidBy && saidBy) {
    // Unchanged words keep their marks; the link is what the dialog says.
    tr.removeMark(start + 1, end - 1, link);
    if (address) tr.addMark(start + 1, end - 1, link.create({ href: address }));
  } else {
    const marks = address ? [link.create({ href: address })] : [];
    tr.replaceWith(start, end, saidBy ? attribution.create(null, schema.text(saidBy, marks)) : []);
  }
  tr.setNodeMarkup(pos, null, { cite: address });
}

export const Attribution = Node.create({
  name: "attribution",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "footer", context: "blockquote/" }],
  renderHTML: () => ["footer", ["cite", 0]],
});
