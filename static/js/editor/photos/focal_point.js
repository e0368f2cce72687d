// The point of a picture that must stay in view, and how the site's three cuts of it look.

import { el } from "../dom.js";
import { gettext } from "../words.js";

const LARGEST = 640;
const CUTS = [["16:9", 16 / 9], ["4:3", 4 / 3], ["1:1", 1]];
const CUT_HEIGHT = 90;
const STEP = 0.05;
// The site knows five by five positions: articles/pictures.py.
const POSITIONS = 4;
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

const inside = (value) => Math.min(1, Math.max(0, value));
/** Where the site cuts: an edge of the picture stays an edge. */
const start = (whole, part, focus) => ((whole - part) * Math.round(focus * POSITIONS)) / POSITIONS;

/**
 * A canvas with the picture and the point, and one for each cut. A click or the arrows move the point, which is
 * written into the two inputs. Canvases, because images of unsent files would need `blob:` in the policy of the page.
 */
export class FocalPoint {
  #picture = null;
  #canvas = el("canvas", {
    class: "focal-canvas",
    tabindex: "0",
    role: "application",
    "aria-label": gettext("Focal point: click what must stay in view, or move it by the arrow keys"),
  });
  #cuts = CUTS.map(([name, ratio]) => {
    const canvas = el("canvas", { width: Math.round(CUT_HEIGHT * ratio), height: CUT_HEIGHT, "aria-hidden": "true" });
    return { canvas, ratio, figure: el("figure", {}, canvas, el("figcaption", {}, name)) };
  });

  constructor() {
    this.element = el(
      "div",
      { class: "focal", hidden: true },
      this.#canvas,
      el("div", { class: "focal-cuts" }, ...this.#cuts.map((cut) => cut.figure)),
    );
    this.#canvas.addEventListener("click", (event) => {
      const box = this.#canvas.getBoundingClientRect();
      this.#move(inside((event.clientX - box.left) / box.width), inside((event.clientY - box.top) / box.height));
    });
    this.#canvas.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      const { x, y } = this.#point();
      this.#move(inside(x + step[0]), inside(y + step[1]));
    });
  }

  /** The inputs that hold the point; typing in them moves it too. */
  bind(x, y) {
    this.x = x;
    this.y = y;
    for (const input of [x, y]) input.addEventListener("input", () => this.#draw());
    this.#draw();
  }

  /** Show a file; false when the browser cannot read it as a picture. */
  async show(file) {
    this.#picture?.close();
    this.#picture = null;
    try {
      const whole = await createImageBitmap(file);
      const scale = Math.min(1, LARGEST / Math.max(whole.width, whole.height));
      const size = { resizeWidth: Math.max(1, Math.round(whole.width * scale)), resizeHeight: Math.max(1, Math.round(whole.height * scale)), resizeQuality: "medium" };
      this.#picture = await createImageBitmap(whole, size);
      whole.close();
    } catch {
      this.element.hidden = true;
      return false;
    }
    this.#canvas.width = this.#picture.width;
    this.#canvas.height = this.#picture.height;
    this.element.hidden = false;
    this.#draw();
    return true;
  }

  #point() {
    const read = (input) => {
      const value = Number.parseFloat(input?.value.replace(",", "."));
      return Number.isFinite(value) ? inside(value) : 0.5;
    };
    return { x: read(this.x), y: read(this.y) };
  }

  #move(x, y) {
    if (this.x) this.x.value = x.toFixed(2);
    if (this.y) this.y.value = y.toFixed(2);
    this.#draw();
  }

  #draw() {
    const picture = this.#picture;
    if (!picture) return;
    const { x, y } = this.#point();
    const pen = this.#canvas.getContext("2d");
    pen.drawImage(picture, 0, 0);
    const radius = Math.max(12, picture.width / 25);
    for (const [width, colour] of [[7, "#000"], [3.5, "#fff"]]) {
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.arc(x * picture.width, y * picture.height, radius, 0, 2 * Math.PI);
      pen.stroke();
    }
    for (const { canvas, ratio } of this.#cuts) {
      const width = Math.min(picture.width, picture.height * ratio);
      const height = width / ratio;
      canvas.getContext("2d").drawImage(
        picture,
        start(picture.width, width, x), start(picture.height, height, y), width, height,
        0, 0, canvas.width, canvas.height,
      );
    }
  }
}
