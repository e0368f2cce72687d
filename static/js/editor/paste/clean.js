// What other programs put into the clipboard, as HTML of our vocabulary: Word, Google Docs, Telegram, pages.

import { isLink, withoutOwnHost } from "../addresses.js";
import { el } from "../dom.js";
import { parsed } from "./defuse.js";
import { listsFromWord } from "./word_lists.js";

const NOISE = "o\\:p, button, input, select, textarea, audio, video, canvas, [data-style*='display:none' i], [data-style*='display: none' i]";
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };
// Programs that do not know paragraphs part them by two breaks.
const BLOCKS = "p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, blockquote, figure";
// What a cell holds as lines of one text.
const LINES = "p, div, ul, ol, li, h2, h3, blockquote";
const BLANK = /^[ \t\r\n\u00a0]*$/;
const LETTER = /[\p{L}\p{N}]/u;

/** Clean HTML, and how many foreign pictures were left out. What was copied in an editor of ours stays as it is. */
export function cleaned(html) {
  const body = parsed(html);
  if (body.querySelector("[data-pm-slice]")) return { html: body.innerHTML, pictures: 0 };
  listsFromWord(body);
  for (const element of [...body.querySelectorAll(NOISE)]) element.remove();
  for (const element of [...body.querySelectorAll("[data-style*='mso-spacerun' i]")]) element.replaceWith(" ");
  const pictures = images(body);
  for (const element of [...body.querySelectorAll("a")]) link(element);
  for (const element of [...body.querySelectorAll("[data-style], b, strong, i, em")]) marks(element);
  for (const element of [...body.querySelectorAll("h1, h4, h5, h6")]) rename(element, HEADINGS[element.nodeName]);
  for (const element of [...body.querySelectorAll("td, th")]) lines(element.querySelectorAll(LINES));
  for (const element of [...body.querySelectorAll("li")]) lines(element.querySelectorAll(":scope > :is(p, div, h2, h3)"));
  for (const element of [body, ...body.querySelectorAll("p, div, td")]) paragraphs(element);
  for (const element of [...body.querySelectorAll("p, div, h2, h3, li")]) {
    if (BLANK.test(element.textContent) && !element.querySelector("img, table, a")) element.remove();
  }
  for (const element of body.querySelectorAll("*")) {
    for (const name of ["class", "id", "data-style"]) element.removeAttribute(name);
  }
  return { html: body.innerHTML, pictures };
}

/** An emoji drawn as a picture is its letter; a photo of ours keeps its path; others are left out. */
function images(body) {
  let left = 0;
  for (const image of [...body.querySelectorAll("img")]) {
    const alt = image.getAttribute("alt") ?? "";
    const source = withoutOwnHost(image.getAttribute("src") ?? "");
    if (source.startsWith("/media/photos/")) image.setAttribute("src", source);
    else if (alt && alt.length <= 12 && !LETTER.test(alt)) image.replaceWith(alt);
    else {
      left += 1;
      image.remove();
    }
  }
  return left;
}

function link(element) {
  let address = element.getAttribute("href") ?? "";
  // What Google Docs makes of every link.
  if (/^https:\/\/www\.google\.com\/url\?/.test(address)) address = new URL(address).searchParams.get("q") ?? address;
  address = withoutOwnHost(address.trim());
  if (isLink(address) && !address.startsWith("#")) element.setAttribute("href", address);
  else element.replaceWith(...element.childNodes);
}

/** Bold, italics and small letters that a style says, as elements. */
function marks(element) {
  const style = element.dataset.style ?? "";
  const says = (property, values) => new RegExp(`(?<![\\w-])${property}:\\s*(?:${values})`, "i").test(style);
  const isPlain = (/^(B|STRONG)$/.test(element.nodeName) && says("font-weight", "normal|[1-4]00"))
    || (/^(I|EM)$/.test(element.nodeName) && says("font-style", "normal"));
  if (isPlain) element.replaceWith(...element.childNodes);
  if (!/^(SPAN|A|FONT)$/.test(element.nodeName)) return;
  const wanted = [
    says("font-weight", "bold|[6-9]00") && "strong",
    says("font-style", "italic") && "em",
    says("vertical-align", "super") && "sup",
    says("vertical-align", "sub\\b") && "sub",
  ].filter(Boolean);
  for (const tag of wanted) {
    const mark = el(tag);
    mark.append(...element.childNodes);
    element.append(mark);
  }
}

function rename(element, tag) {
  const other = el(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

const isSpace = (node) => node.nodeType === Node.TEXT_NODE && BLANK.test(node.textContent);

/** Blocks become lines where only one text may stand: in a cell, in an item of a list. */
function lines(blocks) {
  const isFull = (node, side) => {
    let near = node[side];
    while (near && isSpace(near)) near = near[side];
    return near && near.nodeName !== "BR" && near;
  };
  for (const block of [...blocks].reverse()) {
    if (isFull(block, "previousSibling")) block.before(el("br"));
    const next = isFull(block, "nextSibling");
    if (next && !/^[UO]L$/.test(next.nodeName)) block.after(el("br"));
    block.replaceWith(...block.childNodes);
  }
}

/** Two breaks between lines part paragraphs. */
function paragraphs(element) {
  const children = [...element.childNodes];
  const isBreak = (node) => node?.nodeName === "BR";
  const solid = children.filter((node) => !isSpace(node));
  const parting = new Set(solid.filter((node, index) => isBreak(node) && (isBreak(solid[index + 1]) || isBreak(solid[index - 1]))));
  if (!parting.size) return;
  const blocks = [el("p")];
  for (const node of children) {
    if (parting.has(node)) {
      if (blocks.at(-1).childNodes.length) blocks.push(el("p"));
    } else if (node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS)) {
      blocks.push(node, el("p"));
    } else blocks.at(-1).append(node);
  }
  const full = blocks.filter((block) => block.childNodes.length);
  if (element.nodeName === "P") element.replaceWith(...full);
  else element.replaceChildren(...full);
}
