// Word writes a list as paragraphs: «mso-list: l0 level2 lfo1» in the style, the bullet as text.

import { el } from "../dom.js";

const LEVEL = /mso-list:\s*\S+\s+level(\d)/i;
const MARKER = "[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]";
const NUMBER = /^\s*(?:(\d{1,3})|[a-zа-яё]{1,4})[.)]/i;

const styleOf = (element) => element.dataset?.style ?? "";
const levelOf = (element) => Number(LEVEL.exec(styleOf(element))?.[1] ?? 0);

/** Make runs of such paragraphs into nested lists, in place. */
export function listsFromWord(body) {
  for (const first of [...body.querySelectorAll("[data-style*='mso-list' i]")]) {
    if (!first.isConnected || !levelOf(first)) continue;
    const run = [first];
    for (let next = first.nextElementSibling; next && levelOf(next); next = next.nextElementSibling) run.push(next);
    // Filled where it stands: its paragraphs leave their places one by one.
    const holder = el("div");
    first.before(holder);
    holder.append(build(run.map(item)));
    holder.replaceWith(...holder.childNodes);
  }
}

function item(paragraph) {
  const marker = paragraph.querySelector(MARKER);
  const number = NUMBER.exec(marker?.textContent ?? "");
  marker?.remove();
  const li = el("li");
  li.append(...paragraph.childNodes);
  const level = levelOf(paragraph);
  paragraph.remove();
  return { li, level, tag: number ? "ol" : "ul", start: Number(number?.[1] ?? 1) };
}

function build(items) {
  const top = el("div");
  // The open lists, outermost first, each with the level it stands for.
  const open = [];
  for (const { li, level, tag, start } of items) {
    while (open.length && open.at(-1).level > level) open.pop();
    const same = open.at(-1);
    if (same?.level === level && same.list.localName === tag) same.list.append(li);
    else {
      if (same?.level === level) open.pop();
      const list = el(tag, tag === "ol" && start > 1 ? { start } : {}, li);
      const parent = open.at(-1)?.list.lastElementChild ?? top;
      parent.append(list);
      open.push({ list, level });
    }
  }
  const lists = document.createDocumentFragment();
  lists.append(...top.childNodes);
  return lists;
}
