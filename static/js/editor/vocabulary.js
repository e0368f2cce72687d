// What a body may hold, as extensions of the editor: the allow-list of newsportal/lib/html.py and nothing else.

import {
  Bold, BulletList, Document, Dropcursor, Gapcursor, HardBreak, Heading, History, Italic, ListItem, Mark, OrderedList,
  Paragraph, Placeholder, SpecialCharacters, Subscript, Superscript, Text, TrailingNode,
} from "../../django_prose_editor/editor.js";
import { isLink } from "./addresses.js";
import { figureExtensions } from "./figure.js";
import { Keys } from "./keys.js";
import { Attribution, Quotation } from "./quotation.js";
import { PromptSelection } from "./selection.js";
import { tableExtensions } from "./table.js";
import { gettext } from "./words.js";

const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (element) => (isLink(element.getAttribute("href")) ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const Item = ListItem.extend({ content: "paragraph (bulletList | orderedList)*" });

const Numbers = OrderedList.extend({
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (element) => {
        const start = element.getAttribute("start") ?? "";
        return /^[1-9]\d{0,2}$/.test(start) ? Number(start) : 1;
      },
    },
  }),
  addNodeView: () => null,
});

export const extensions = (surroundings) => [
  Document, Text, Paragraph, HardBreak,
  Heading.configure({ levels: [2, 3] }),
  Bold, Italic, Subscript, Superscript, Link,
  BulletList, Numbers, Item,
  Quotation, Attribution,
  ...figureExtensions(surroundings),
  ...tableExtensions,
  PromptSelection, Keys,
  History, Dropcursor, Gapcursor, TrailingNode, SpecialCharacters,
  Placeholder.configure({ placeholder: gettext("Write the text here") }),
];
