// The list of keys.

import { open } from "../dialog.js";
import { el } from "../dom.js";
import { gettext } from "../words.js";

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** "Mod-Shift-B" as it is written on the keys of this computer. */
export const keyWords = (keys) => keys.replace("Mod", IS_MAC ? "⌘" : "Ctrl").replaceAll("-", "+");

const OTHERS = () => [
  ["Shift-Enter", gettext("A new line in the same paragraph")],
  ["Mod-Enter", gettext("Out of a quotation, a photo or a table")],
  ["Mod-Shift-Space", gettext("A space that does not break the line")],
  ["Alt-F10", gettext("To the toolbar; Escape leads back")],
];

export async function askKeys(editor, groups) {
  const known = groups.flat().filter((tool) => tool.keys).map((tool) => [tool.keys, tool.label]);
  await open(gettext("Keys"), ({ close }) =>
    el(
      "form",
      { method: "dialog" },
      el("dl", { class: "key-list" }, ...[...known, ...OTHERS()].flatMap(([keys, label]) => [
        el("dt", {}, el("kbd", {}, keyWords(keys))), el("dd", {}, label),
      ])),
      el("div", { class: "ask-buttons" }, el("button", { type: "button", onclick: () => close(null) }, gettext("Close"))),
    ));
  editor.commands.focus();
}
