// Who is quoted, and where the words stand.

import { completed, isWeb } from "../addresses.js";
import { around } from "../blocks.js";
import { ask } from "../dialog.js";
import { gettext } from "../words.js";

/** Make the selection a quotation, or change the one around the cursor. */
export async function askQuotation(editor) {
  const found = around(editor.state, "blockquote");
  if (!found && !editor.can().quote()) return;
  const source = found?.node.lastChild.type.name === "attribution" ? found.node.lastChild : null;
  const answer = await ask({
    title: gettext("Quotation"),
    submit: found ? gettext("Save") : gettext("Make it a quotation"),
    extra: found ? [["unquote", gettext("Not a quotation")]] : [],
    fields: [
      {
        name: "saidBy",
        label: gettext("Who said it, or which document says so"),
        value: source?.textContent ?? "",
        help: gettext("Stands below the quotation. The dash before it comes by itself."),
        maxlength: 300,
      },
      {
        name: "address",
        label: gettext("Address of the source"),
        type: "text",
        inputmode: "url",
        value: found?.node.attrs.cite ?? linkIn(source) ?? "",
        help: gettext("A page or a document. Readers open it by the words above."),
        maxlength: 1000,
      },
    ],
    check: ({ address }) => ({
      address: !address || isWeb(whole(address)) ? "" : gettext("Write the whole address, beginning with https://."),
    }),
  });
  const chain = editor.chain().focus();
  if (answer === "unquote") chain.unquote().run();
  else if (answer) {
    if (!found) chain.quote();
    chain.attribute(answer.saidBy, answer.address && whole(answer.address)).run();
  } else editor.commands.focus();
}

/** A source is named by a whole address, be it a page of ours. */
function whole(typed) {
  const address = completed(typed);
  return address.startsWith("/") ? new URL(address, window.location.origin).href : address;
}

function linkIn(node) {
  let href = null;
  node?.descendants((child) => {
    href ??= child.marks.find((mark) => mark.type.name === "link")?.attrs.href ?? null;
  });
  return href && isWeb(href) ? href : null;
}
