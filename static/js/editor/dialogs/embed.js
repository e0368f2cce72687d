// A post or a video of another site: a link that readers see as a card.

import { completed, providerOf } from "../addresses.js";
import { insertBlock } from "../blocks.js";
import { ask } from "../dialog.js";
import { fill, gettext } from "../words.js";

/** A new embed at the cursor, or with `pos` the one that stands there. */
export async function askEmbed(editor, settings, pos = null) {
  const node = pos === null ? null : editor.state.doc.nodeAt(pos);
  const names = Object.values(settings.embeds).map((embed) => embed.label).join(", ");
  const answer = await ask({
    title: gettext("Post or video of another site"),
    note: gettext("Readers see a card. Nothing is loaded from the other site before they press it."),
    submit: node ? gettext("Save") : gettext("Insert"),
    fields: [
      {
        name: "href",
        label: gettext("Address"),
        value: node?.attrs.href ?? "",
        inputmode: "url",
        help: fill(gettext("Of %(names)s."), { names }),
        maxlength: 1000,
      },
      {
        name: "label",
        label: gettext("What it is, in words"),
        value: node?.attrs.label ?? "",
        help: gettext("For example: “How the ice went: a video from the embankment”."),
        maxlength: 300,
      },
    ],
    check: ({ href, label }) => ({
      href: providerOf(completed(href), settings.embeds)
        ? ""
        : fill(gettext("This address cannot be shown as a card: only those of %(names)s can. Make it a link."), { names }),
      label: label ? "" : gettext("Say what readers will see: the card has no picture."),
    }),
  });
  editor.commands.focus();
  if (!answer) return;
  const href = completed(answer.href);
  const attrs = { href, label: answer.label, provider: providerOf(href, settings.embeds) };
  if (node) editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, attrs));
  else insertBlock(editor, { type: "figure", content: [{ type: "embed", attrs }, { type: "caption" }] });
}
