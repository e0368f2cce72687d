// The point of a new photo that must stay in view: markup for the dialog, the work of it is static/js/focal-point.js.

import { mountFocalPoint } from "../../focal-point.js";
import { el } from "../dom.js";
import { gettext } from "../words.js";

const CUTS = [["16:9", 16 / 9], ["4:3", 4 / 3], ["1:1", 1]];
const CUT_HEIGHT = 90;

/** `element`, hidden until `show(file)` has a picture; `bind(x, y)` once the inputs of the point are there. */
export function focalPoint() {
  const canvas = el("canvas", {
    class: "focal-canvas",
    "data-focal-picture": true,
    tabindex: "0",
    role: "application",
    "aria-label": gettext("Focal point: click what must stay in view, or move it by the arrow keys"),
  });
  const cuts = CUTS.map(([name, ratio]) => {
    const size = { width: Math.round(CUT_HEIGHT * ratio), height: CUT_HEIGHT };
    return el("figure", {}, el("canvas", { ...size, "data-ratio": name, "aria-hidden": "true" }), el("figcaption", {}, name));
  });
  const element = el("div", { class: "focal", hidden: true }, canvas, el("div", { class: "focal-cuts" }, ...cuts));
  return { element, ...mountFocalPoint(element) };
}
