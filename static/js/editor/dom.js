// Elements in one expression. A strict CSP allows neither style attributes nor handlers in markup: none are made here.

const SVG = "http://www.w3.org/2000/svg";
let numbers = 0;

/** el("button", { type: "button", onclick: act }, "Words"): attributes, listeners, children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One symbol of the sprite; decorative. */
export function icon(sprite, name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** An id that no other element has. */
export const newId = (prefix) => `${prefix}-${(numbers += 1)}`;

/** White space of markup as a page shows it; spaces that do not break are the writer's own. */
export const oneLine = (text) => text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");

/** Call at most once in `wait` milliseconds, after the last of a burst. `flush` calls now what still waits. */
export function debounce(act, wait) {
  let timer = null;
  const flush = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    act();
  };
  const later = () => {
    // Not put off again: within `wait` of the first change the last one has been seen to.
    timer ??= setTimeout(flush, wait);
  };
  return Object.assign(later, { flush });
}
