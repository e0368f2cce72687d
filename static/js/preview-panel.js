// The story as it is being typed, beside its form. The frame opens a page of ours with a policy of its own; after
// that only what stands in it is replaced, so that nothing flickers and the place in the text is kept.

import { fit } from "./preview-frames.js";

const EVERY = 2000;
const KEY = "preview-panel";

const panel = document.getElementById("preview-panel");
const toggle = document.querySelector(".preview-toggle button");
const form = toggle?.form;
const frame = panel?.querySelector("iframe");
const box = panel?.querySelector(".preview-box");
const failed = panel?.querySelector('[data-state="failed"]');
const widths = [...(panel?.querySelectorAll("[data-width]") ?? [])];
const url = panel && panel.dataset.typed + (panel.dataset.query ?? "");

let shown = null; // What the frame shows, as it was sent; null: the version that the form opened.
let isBusy = false;
let timer = 0;

// Without files, and as a browser would send it.
const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();

const remember = () => {
  const state = { open: !panel.hidden, width: box.classList.contains("is-desktop") ? "desktop" : "phone" };
  try { sessionStorage.setItem(KEY, JSON.stringify(state)); } catch { /* It opens by hand next time. */ }
};

function put(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const there = frame.contentDocument;
  const top = frame.contentWindow.scrollY;
  there.title = page.title;
  there.documentElement.lang = page.documentElement.lang;
  there.body.replaceWith(there.adoptNode(page.body));
  frame.contentWindow.scrollTo({ top, behavior: "instant" });
}

async function refresh() {
  if (isBusy || panel.hidden || document.hidden) return;
  const body = typed();
  if (body === shown || !frame.contentDocument?.body) return;
  isBusy = true;
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      redirect: "error", // To the sign-in page: it is not the story.
    });
    if (!answer.ok) throw new Error(String(answer.status));
    put(await answer.text());
    shown = body;
    failed.hidden = true;
  } catch {
    failed.hidden = false;
  } finally {
    isBusy = false;
  }
}

function choose(width) {
  box.classList.toggle("is-desktop", width === "desktop");
  box.classList.toggle("is-phone", width === "phone");
  panel.classList.toggle("is-wide", width === "desktop");
  document.documentElement.classList.toggle("has-wide-preview", width === "desktop" && !panel.hidden);
  for (const button of widths) button.setAttribute("aria-pressed", String(button.dataset.width === width));
  fit(box);
}

function open(isOpen) {
  panel.hidden = !isOpen;
  toggle.setAttribute("aria-expanded", String(isOpen));
  document.documentElement.classList.toggle("has-preview", isOpen);
  choose(box.classList.contains("is-desktop") ? "desktop" : "phone");
  clearInterval(timer);
  if (!isOpen) return;
  if (!frame.hasAttribute("src")) {
    frame.src = url;
    frame.addEventListener("load", refresh, { once: true });
  }
  timer = setInterval(refresh, EVERY);
  refresh();
}

if (panel && form) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => { open(panel.hidden); remember(); });
  panel.querySelector("[data-close]").addEventListener("click", () => { open(false); remember(); toggle.focus(); });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    remember();
    toggle.focus();
  });
  for (const button of widths) {
    button.addEventListener("click", () => { choose(button.dataset.width); remember(); });
  }
  let kept = {};
  try { kept = JSON.parse(sessionStorage.getItem(KEY)) ?? {}; } catch { /* Nothing was kept. */ }
  if (kept.width === "desktop") choose("desktop");
  if (kept.open) open(true);
}
