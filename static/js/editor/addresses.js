// Which addresses a text may hold: the rules of newsportal/lib/html.py, told while one types. The server judges again.

import { gettext } from "./words.js";

const OWN_PATH = /^(?:#|\/(?![/\\]))/;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

/** Web, mail and phone links and paths of our own; `//host` and `/\host` leave the site in disguise. */
export function isLink(address) {
  if (!address || /[\t\n\r]/.test(address)) return false;
  const scheme = SCHEME.exec(address)?.[1].toLowerCase();
  if (scheme === "http" || scheme === "https") return /^https?:\/\/[^\s/?#\\]+(?:[/?#]|$)/i.test(address) && URL.canParse(address);
  if (scheme === "mailto" || scheme === "tel") return URL.canParse(address);
  return !scheme && OWN_PATH.test(address);
}

export const isWeb = (address) => /^https?:/i.test(address) && isLink(address);

/** What a person typed or pasted, as an address: a scheme added, our own site as a path. */
export function completed(typed) {
  const text = typed.trim();
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  if (/^\+?[\d\s()-]{6,20}$/.test(text)) return `tel:${text.replace(/[^\d+]/g, "")}`;
  const address = /^[\p{L}\d-]+(\.[\p{L}\d-]+)*\.\p{L}{2,}([/?#]\S*)?$/u.test(text) ? `https://${text}` : text;
  return withoutOwnHost(address);
}

/** Links inside the site keep working when its name changes: only the path is kept. */
export function withoutOwnHost(address) {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return address;
  const url = new URL(address);
  return url.origin === window.location.origin ? url.pathname + url.search + url.hash : address;
}

/** A sentence about what is wrong with an address; nothing when it may stand in a text. */
export function problemOf(address) {
  if (isLink(address)) return "";
  if (/^javascript:|^data:|^vbscript:/i.test(address)) {
    return gettext("Addresses that run a program are not allowed in a text.");
  }
  if (/^[/\\]{2}/.test(address)) return gettext("Write the whole address, beginning with https://.");
  return gettext("This is not an address. Write it as https://site.kz/page, mail@site.kz or +7 700 000 00 00.");
}

/** The name of the embed's provider, or nothing. */
export function providerOf(address, embeds) {
  if (!isWeb(address)) return null;
  const host = new URL(address).hostname;
  return Object.keys(embeds).find((name) => embeds[name].hosts.includes(host)) ?? null;
}
