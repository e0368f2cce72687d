// Choosing what must stay in view when a picture is cropped: a click on it, or the arrow keys. The point is that of
// two number fields, which work without this script; the crops below the picture are cut as pages of readers cut them.

const STEP = 0.05;
const SMALL_STEP = 0.01;
// Pages know the point by tenths: a strict policy leaves them classes, no styles (`articles.pictures.focus_classes`).
const TENTHS = 10;
const LARGEST = 800;
const mounted = new WeakMap();

const within = (value) => Math.min(1, Math.max(0, Number.isFinite(value) ? value : 0.5));
const asShown = (value) => Math.floor(value * TENTHS + 0.5) / TENTHS;

/** A drawable picture of a file that somebody chose, or of an address of ours. Throws for what is no picture. */
async function pictureOf(source) {
  if (source instanceof Blob) return createImageBitmap(source);
  const image = new Image();
  image.src = source;
  await image.decode();
  return image;
}

/** The part of the picture that fills the canvas, as `object-fit: cover` with `object-position` chooses it. */
function drawCrop(canvas, picture, x, y) {
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [canvas.width / scale, canvas.height / scale];
  const [left, top] = [(picture.width - width) * asShown(x), (picture.height - height) * asShown(y)];
  canvas.getContext("2d").drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
}

function drawMark(canvas, x, y) {
  const context = canvas.getContext("2d");
  const radius = Math.max(canvas.width, canvas.height) / 32;
  for (const [colour, line] of [["#000", 6], ["#fff", 3]]) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.beginPath();
    context.arc(x * canvas.width, y * canvas.height, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}

/**
 * Makes the markup of `_focal_point.html` work. `fields` are the inputs of the point, by default those of the form
 * around it. Answers `{ show(source) }`: a Blob or an address to choose on; a source that cannot be shown hides it.
 */
export function mountFocalPoint(element, fields = element.closest("form").elements) {
  if (mounted.has(element)) return mounted.get(element);
  const [fieldX, fieldY] = [fields.focal_x, fields.focal_y];
  const stage = element.querySelector(".focal-picture");
  const crops = [...element.querySelectorAll("[data-ratio]")];
  const said = element.querySelector(".focal-said");
  let picture = null;
  let newest = 0;

  const point = () => [fieldX, fieldY].map((field) => within(field.value === "" ? NaN : Number(field.value)));

  function draw() {
    if (!picture) return;
    const [x, y] = point();
    stage.getContext("2d").drawImage(picture, 0, 0, stage.width, stage.height);
    drawMark(stage, x, y);
    for (const crop of crops) drawCrop(crop, picture, x, y);
    said.value = said.dataset.said.replace("{x}", Math.round(x * 100)).replace("{y}", Math.round(y * 100));
  }

  function choose(x, y) {
    fieldX.value = within(x).toFixed(2);
    fieldY.value = within(y).toFixed(2);
    for (const field of [fieldX, fieldY]) field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function show(source) {
    const mine = ++newest;
    const opened = source ? await pictureOf(source).catch(() => null) : null;
    // While a large file was being opened, somebody chose another.
    if (mine !== newest) return;
    picture = opened;
    element.hidden = !picture;
    if (!picture) return;
    const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    stage.width = Math.max(1, Math.round(picture.width * scale));
    stage.height = Math.max(1, Math.round(picture.height * scale));
    draw();
  }

  const chooseAt = (event) => {
    const box = stage.getBoundingClientRect();
    choose((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    chooseAt(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) chooseAt(event);
  });
  stage.addEventListener("keydown", (event) => {
    const [right, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (!right && !down) return;
    event.preventDefault();
    const [x, y] = point();
    const step = event.shiftKey ? SMALL_STEP : STEP;
    choose(x + right * step, y + down * step);
  });
  for (const field of [fieldX, fieldY]) {
    field.addEventListener("input", draw);
    field.addEventListener("change", draw);
  }
  if (fields.original?.type === "file") {
    fields.original.addEventListener("change", () => show(fields.original.files[0]));
  }
  mounted.set(element, { show });
  if (element.dataset.src) show(element.dataset.src);
  return { show };
}

for (const element of document.querySelectorAll("[data-focal-point]")) mountFocalPoint(element);
