// What the library knows of the photos in the text: asked for all at once, and again while one is being prepared.

import { getJSON } from "../server.js";

const PAUSE = 30;
const AGAIN = 3000;
// Renditions of a large photo take the worker seconds; after ten minutes something else is wrong.
const ATTEMPTS = 200;
const AT_ONCE = 100;

export class Shelf {
  #address;
  #facts = new Map();
  #watchers = new Map();
  #wanted = new Set();
  #timer = null;
  #attempts = 0;

  constructor(address) {
    this.#address = address;
  }

  /** Call `show(facts)` now or when they are known, and again when they change. Returns what ends it. */
  watch(key, show) {
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(show));
    const known = this.#facts.get(key);
    if (known) show(known);
    if (!known?.preview && !known?.isMissing) this.#want(key, PAUSE);
    return () => watchers.delete(show);
  }

  /** Facts that came another way: of a photo that was just chosen or uploaded. */
  learn(photo) {
    this.#facts.set(photo.key, photo);
    for (const show of this.#watchers.get(photo.key) ?? []) show(photo);
  }

  #want(key, pause) {
    this.#wanted.add(key);
    this.#timer ??= setTimeout(() => this.#ask(), pause);
  }

  async #ask() {
    const keys = [...this.#wanted].slice(0, AT_ONCE);
    this.#timer = null;
    for (const key of keys) this.#wanted.delete(key);
    try {
      const { photos } = await getJSON(this.#address, { keys: keys.join(",") });
      for (const photo of photos) this.learn(photo);
      const known = new Set(photos.map((photo) => photo.key));
      for (const key of keys) if (!known.has(key)) this.learn({ key, preview: null, isMissing: true });
    } catch {
      // Signed out or without a connection: what the form says of that is enough; the next attempt is below.
    }
    const unfinished = keys.filter((key) => {
      const facts = this.#facts.get(key);
      return !facts?.preview && !facts?.isMissing && this.#watchers.get(key)?.size;
    });
    this.#attempts += 1;
    const pause = this.#wanted.size ? PAUSE : AGAIN;
    for (const key of [...unfinished, ...this.#wanted]) if (this.#attempts < ATTEMPTS) this.#want(key, pause);
  }
}
