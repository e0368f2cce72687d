// HTML from anywhere made harmless before any parser sees it.
// A browser applies the policy of the page even to documents that are only parsed: each style attribute and each
// handler in a pasted text would be a violation in the console. What such a text says in its styles (bold, the
// levels of Word's lists) is kept for reading in `data-style`.

// The content of these is no text of people; they are parsed as elements of no meaning, and removed.
const SILENT = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "xml"]);
// Said to a browser about the whole page.
const OF_THE_PAGE = /^(?:base|meta|link)$/i;
const COMMENT = /<!--[\s\S]*?(?:-->|$)|<[!?][^<>]*>/g;
// A tag; a tag that never ends, which is dropped; a bracket that begins none.
// Read once, however long the text: no alternative looks further than the next bracket or quote.
const MARKUP = /<(\/?)([a-z][a-z0-9:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|<\/?[a-z][^<>]*|</gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?/g;
const KEPT = new Set([
  "href", "src", "alt", "class", "id", "start", "scope", "colspan", "rowspan", "cite", "data-embed", "data-pm-slice",
]);

// A browser's parser takes the square of the depth; no text of people is nested like this. As in newsportal/lib/html.py:
// elements that need no end do not nest by themselves.
const MAX_DEPTH = 100;
const FLAT = /^(?:p|li|d[td]|t[dhr]|thead|tbody|tfoot|option|br|img|hr|wbr|col|input|source)$/i;

export function defused(html) {
  let depth = 0;
  let isSilent = false;
  return html.replace(COMMENT, "").replace(MARKUP, (whole, slash, name, rest) => {
    if (!name) return whole === "<" ? "&lt;" : "";
    const isOfSilence = SILENT.has(name.toLowerCase());
    if (isSilent) {
      if (!slash || !isOfSilence) return "";
      isSilent = false;
      return "</x-silent>";
    }
    if (isOfSilence) {
      isSilent = !slash && !rest.endsWith("/");
      return isSilent ? "<x-silent>" : "";
    }
    if (!FLAT.test(name)) depth = Math.max(0, depth + (slash ? -1 : 1));
    if (OF_THE_PAGE.test(name)) return "";
    if (slash) return `</${name}>`;
    return depth > MAX_DEPTH ? "" : `<${name}${attributes(rest)}>`;
  });
}

function attributes(text) {
  let kept = "";
  for (const [, name, quoted] of text.matchAll(ATTRIBUTE)) {
    const lower = name.toLowerCase();
    const wanted = lower === "style" ? "data-style" : KEPT.has(lower) && lower;
    if (wanted && quoted) kept += ` ${wanted}="${quoted.replace(/^["']|["']$/g, "").replaceAll('"', "&quot;")}"`;
  }
  return kept;
}

/** Parsed without a window of its own: no script runs, nothing is loaded. */
export function parsed(html) {
  const { body } = new DOMParser().parseFromString(defused(html), "text/html");
  for (const element of body.querySelectorAll("x-silent")) element.remove();
  // An item of nothing but a list below it: the editor's parser looks for its words first.
  for (const item of body.querySelectorAll("li")) {
    const first = [...item.childNodes].find((node) => node.nodeType === Node.ELEMENT_NODE || /\S/.test(node.textContent));
    if (/^[UO]L$/.test(first?.nodeName)) item.prepend(document.createElement("p"));
  }
  return body;
}
