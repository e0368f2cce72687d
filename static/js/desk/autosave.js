// Keeps what is typed into the form of a story: at once in this browser, a moment later on the server. Tells the
// server who is writing, and the person what the server answers. See articles/admin/article/presence.py.

import { forget, remember, remembered } from "./unsaved-store.js";

const TYPING_PAUSE = 1500;
const LONGEST_WAIT = 6000;
const LOOK_PAUSE = 300;
const LOOK_AGAIN = 2000;
const HEARTBEAT = 20_000;
const RETRY = 5000;
// A form in which nobody has typed for so long lets others write.
const IDLE = 5 * 60_000;
const SKIPPED = new Set(["csrfmiddlewaretoken", "editing_session"]);

/** A version 4 UUID; `crypto.randomUUID` is missing where the page came by plain http. */
function newSession() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** {name: [values]} as a browser would send them, without files. */
export function typed(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !SKIPPED.has(name)) (fields[name] ??= []).push(value);
  }
  return fields;
}

class Keeper {
  constructor(element, form) {
    const { url, user, base, unsavedUrl } = element.dataset;
    Object.assign(this, { element, form, url, user, unsavedUrl, base: Number(base) });
    this.words = element.dataset;
    this.status = element.querySelector("[data-status]");
    this.notice = element.querySelector("[data-notice]");
    this.session = form.elements.editing_session.value;
    this.sequence = 0;
    this.seen = JSON.stringify(typed(form));
    this.lastTyped = 0;
    this.unsent = null;
    this.sending = false;
    this.timer = 0;
    this.waitingSince = 0;
  }

  start() {
    // A moment after the event: reading the form makes the editor write its text, which for a long one is work.
    const look = () => { this.looking ??= setTimeout(() => this.look(), LOOK_PAUSE); };
    this.form.addEventListener("input", look);
    this.form.addEventListener("change", look);
    // Lists of choices tell only jQuery of a change; looking now and then finds whatever no event told.
    setInterval(look, LOOK_AGAIN);
    setInterval(() => { if (!document.hidden) this.tell(); }, HEARTBEAT);
    addEventListener("online", () => this.tell());
    addEventListener("pagehide", () => { this.look(); this.leave(); });
    this.form.addEventListener("submit", (event) => { this.look(); this.submitted = !event.defaultPrevented; });
    // Back from the next page: the same form again, alive.
    addEventListener("pageshow", (event) => { if (event.persisted) { this.submitted = false; this.tell(); } });
    this.recover().finally(() => this.tell());
  }

  look() {
    clearTimeout(this.looking);
    this.looking = undefined;
    const fields = typed(this.form);
    const now = JSON.stringify(fields);
    if (now === this.seen) return;
    this.seen = now;
    this.lastTyped = Date.now();
    this.sequence += 1;
    this.unsent = fields;
    const { session, user, url, base, sequence } = this;
    const isKept = remember({ session, user, url, base, sequence, fields });
    this.say(isKept ? this.words.sayLocal : this.words.sayTyping);
    this.plan();
  }

  plan() {
    this.waitingSince ||= Date.now();
    const longest = Math.max(0, LONGEST_WAIT - (Date.now() - this.waitingSince));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), Math.min(TYPING_PAUSE, longest));
  }

  get isTyping() { return this.lastTyped > 0 && Date.now() - this.lastTyped < IDLE; }

  async tell() {
    if (this.sending || this.submitted) return;
    this.sending = true;
    this.waitingSince = 0;
    const { session, sequence, base, unsent: fields } = this;
    const answer = await this.post({ session, sequence, base, fields, typing: this.isTyping });
    this.sending = false;
    if (!answer) { if (this.unsent) this.timer = setTimeout(() => this.tell(), RETRY); return; }
    this.notice.textContent = answer.notice;
    this.notice.hidden = !answer.notice;
    if (!answer.is_open) { this.beginAnew(); return; }
    if (!fields) return;
    this.say(answer.saved);
    if (this.sequence === sequence) this.unsent = null;
    else this.plan();
  }

  /** This form has been saved, and is typed into again: what comes now is another text. */
  beginAnew() {
    forget(this.session);
    this.session = this.form.elements.editing_session.value = newSession();
    this.seen = "";
    this.look();
  }

  leave() {
    if (this.lastTyped === 0 || this.submitted) return;
    const { session, sequence, base, unsent: fields } = this;
    this.fetch({ session, sequence, base, fields, leaving: true }, { keepalive: true })
      // Too large for a page that closes: the browser has the text, and sends it on the next visit.
      .catch(() => this.fetch({ session, sequence, base, leaving: true }, { keepalive: true }).catch(() => {}));
  }

  /** Texts of former visits that the server does not have yet. */
  async recover() {
    const entries = remembered(this.user, this.url).filter((entry) => entry.session !== this.session);
    if (entries.length === 0) return;
    const answer = await this.post({ session: this.session, asked: entries.map((entry) => entry.session) });
    if (!answer) return;
    for (const { session, sequence, base, fields } of entries) {
      const known = answer.known[session];
      let isOpen = known !== -1;
      if (isOpen && (known === undefined || known < sequence)) {
        const kept = await this.post({ session, sequence, base, fields });
        if (!kept) continue;
        isOpen = kept.is_open;
      }
      if (isOpen) this.offer(session);
      forget(session);
    }
  }

  offer(session) {
    // The server may have had it when it made this page.
    if (this.element.querySelector(`a[href$="${session}"]`)) return;
    const link = document.createElement("a");
    link.href = this.unsavedUrl + session;
    link.textContent = this.words.sayFound;
    const line = document.createElement("p");
    line.append(link);
    this.element.prepend(line);
  }

  fetch(message, options = {}) {
    return fetch(this.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify(message),
      ...options,
    });
  }

  /** The answer, or null when there is none; then the status line says why. */
  async post(message, isSecondTry = false) {
    try {
      const response = await this.fetch(message);
      if (response.ok) return await response.json();
      if (response.type === "opaqueredirect" || response.status === 401) this.saySignedOut();
      else if (response.status === 403 && !isSecondTry && (await this.renewToken())) return this.post(message, true);
      else this.say((await response.json().catch(() => ({}))).notice || this.words.sayOffline);
    } catch { this.say(this.words.sayOffline); }
    return null;
  }

  /** Signing in again changes the token of the forms. */
  async renewToken() {
    const response = await fetch(this.url, { redirect: "manual", headers: { Accept: "application/json" } });
    if (!response.ok) { this.saySignedOut(); return false; }
    const { csrf } = await response.json();
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = csrf;
    return true;
  }

  saySignedOut() {
    const link = document.createElement("a");
    link.href = this.words.signIn;
    link.target = "_blank";
    link.rel = "opener";
    link.textContent = this.words.sayIn;
    this.status.replaceChildren(`${this.words.saySignedOut} `, link);
  }

  say(words) { if (this.status.textContent !== words) this.status.textContent = words; }
}

const element = document.querySelector("[data-keeper]");
const form = element?.closest("form");
if (form) new Keeper(element, form).start();
