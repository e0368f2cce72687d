// Choosing what must stay in view when a picture is cropped: a click on it, or the arrow keys. The point is that of
// two number fields, which work without this script; the crops beside it are cut as pages of readers cut them.
// Canvases, because images of files that are not sent yet would need `blob:` in the policy of the page.

const STEP = 0.05;
const SMALL_STEP = 0.01;
// Pages know the point by tenths: a strict policy leaves them classes, no styles (`articles.pictures.focus_classes`).
const TENTHS = 10;
const LARGEST = 800;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const mounted = new WeakMap();

const within = (value) => Math.min(1, Math.max(0, value));
const asShown = (value) => Math.floor(value * TENTHS + 0.5) / TENTHS;

function read(field) {
  const value = Number.parseFloat(field?.value.replace(",", "."));
  return Number.isFinite(value) ? within(value) : 0.5;
}

/** Width and height at which no side is longer than LARGEST. */
function fitted({ width, height }) {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  return [width, height].map((side) => Math.max(1, Math.round(side * scale)));
}

/** A drawable picture of a file that somebody chose, or of an address of ours. Throws for what is no picture. */
async function pictureOf(source) {
  if (!(source instanceof Blob)) {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
  }
  const whole = await createImageBitmap(source);
  const [resizeWidth, resizeHeight] = fitted(whole);
  // Fifty megapixels are not drawn anew at every step of the point.
  const small = await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: "medium" });
  whole.close();
  return small;
}

/** The part of the picture that fills the canvas, as `object-fit: cover` with `object-position` chooses it. */
function drawCrop(canvas, picture, x, y) {
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [canvas.width / scale, canvas.height / scale];
  const [left, top] = [(picture.width - width) * asShown(x), (picture.height - height) * asShown(y)];
  canvas.getContext("2d").drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
}

function drawMark(canvas, x, y) {
  const pen = canvas.getContext("2d");
  for (const [colour, line] of [["#000", 7], ["#fff", 3.5]]) {
    pen.strokeStyle = colour;
    pen.lineWidth = line;
    pen.beginPath();
    pen.arc(x * canvas.width, y * canvas.height, Math.max(12, canvas.width / 25), 0, 2 * Math.PI);
    pen.stroke();
  }
}

/**
 * Makes markup as that of `_focal_point.html` work: `[data-focal-picture]` to choose on, `[data-ratio]` for crops,
 * `[data-said]` for the words of the point. `fields` are the inputs of the point, by default those of the form around.
 * Answers `show(source)`, a Blob or an address, with whether it can be shown, and `bind(x, y)` for other inputs.
 */
export function mountFocalPoint(element, fields = element.closest("form")?.elements ?? {}) {
  if (mounted.has(element)) return mounted.get(element);
  const stage = element.querySelector("[data-focal-picture]");
  const crops = [...element.querySelectorAll("[data-ratio]")];
  const said = element.querySelector("[data-said]");
  let inputs = [];
  let picture = null;
  let newest = 0;

  function draw() {
    if (!picture) return;
    const [x, y] = [read(inputs[0]), read(inputs[1])];
    stage.getContext("2d").drawImage(picture, 0, 0, stage.width, stage.height);
    drawMark(stage, x, y);
    for (const crop of crops) drawCrop(crop, picture, x, y);
    if (said) said.value = said.dataset.said.replace("{x}", Math.round(x * 100)).replace("{y}", Math.round(y * 100));
  }

  function bind(x, y) {
    inputs = [x, y];
    for (const input of inputs) for (const kind of ["input", "change"]) input.addEventListener(kind, draw);
    draw();
  }

  function choose(...place) {
    for (const [axis, input] of inputs.entries()) {
      input.value = within(place[axis]).toFixed(2);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  async function show(source) {
    const mine = ++newest;
    const opened = source ? await pictureOf(source).catch(() => null) : null;
    // While a large file was being opened, somebody chose another.
    if (mine !== newest) return picture !== null;
    picture?.close?.();
    picture = opened;
    element.hidden = !picture;
    if (picture) [stage.width, stage.height] = fitted(picture);
    draw();
    return picture !== null;
  }

  function chooseAt(event) {
    const box = stage.getBoundingClientRect();
    choose((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    chooseAt(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) chooseAt(event);
  });
  stage.addEventListener("keydown", (event) => {
    const [right, down] = ARROWS[event.key] ?? [0, 0];
    if (!right && !down) return;
    event.preventDefault();
    const step = event.shiftKey ? SMALL_STEP : STEP;
    choose(read(inputs[0]) + right * step, read(inputs[1]) + down * step);
  });
  if (fields.focal_x && fields.focal_y) bind(fields.focal_x, fields.focal_y);
  if (fields.original?.type === "file") {
    fields.original.addEventListener("change", () => show(fields.original.files[0]));
  }
  mounted.set(element, { show, bind });
  if (element.dataset.src) show(element.dataset.src);
  return mounted.get(element);
}

for (const element of document.querySelectorAll("[data-focal-point]")) mountFocalPoint(element);
