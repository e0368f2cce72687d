// Charts that the server drew gain a cross-hair: by pointer, by touch, and by the keys of a slider that nobody sees.

const SVG = "http://www.w3.org/2000/svg";

function part(name, className, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  made.setAttribute("class", className);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function enliven(frame) {
  const svg = frame.querySelector("svg.chart");
  const { start, end, unit } = svg.dataset;
  const [low, high, top, bottom] = ["low", "high", "top", "bottom"].map((name) => Number(svg.dataset[name]));
  const begins = Date.parse(start);
  const span = Date.parse(end) - begins;
  const points = svg.dataset.points.split(";").map((text) => {
    const [moment, ...values] = text.split(" ");
    return { moment, values, share: span ? (Date.parse(moment) - begins) / span : 0.5 };
  });
  const months = svg.dataset.months.split(" ");

  // "2026-01-31" or "2026-01-31T14:05:00+05:00": the clock of Kazakhstan stands in the text.
  function written(moment) {
    const [year, month, day] = moment.slice(0, 10).split("-").map(Number);
    const words = svg.dataset.day.replace("{d}", day).replace("{m}", months[month - 1]).replace("{y}", year);
    return moment.length > 10 ? `${words}, ${moment.slice(11, 16)}` : words;
  }

  const cross = part("g", "chart-crosshair", { visibility: "hidden" });
  const line = part("line", "chart-cross", { y1: top, y2: bottom });
  const dots = points[0].values.map(() => part("circle", "chart-point", { r: 5 }));
  cross.append(line, ...dots);
  svg.append(cross);

  const readout = document.createElement("output");
  readout.className = "chart-readout";
  const keys = document.createElement("input");
  Object.assign(keys, { type: "range", className: "chart-keys", min: 0, max: points.length - 1, value: points.length - 1 });
  keys.setAttribute("aria-label", svg.querySelector("title").textContent);
  // The slider speaks for itself.
  readout.setAttribute("aria-live", "off");
  frame.prepend(readout, keys);

  function show(number) {
    const { moment, values, share } = points[number];
    const x = `${share * 100}%`;
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    dots.forEach((dot, index) => {
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", bottom - ((bottom - top) * (values[index] - low)) / (high - low));
    });
    cross.setAttribute("visibility", "visible");
    readout.textContent = `${written(moment)}: ${values.join(" … ")}${unit}`;
    keys.value = number;
    keys.setAttribute("aria-valuetext", readout.textContent);
  }

  function hide() {
    cross.setAttribute("visibility", "hidden");
    readout.textContent = "";
  }

  function nearest(event) {
    const box = svg.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    let best = 0;
    points.forEach((point, index) => {
      if (Math.abs(point.share - share) < Math.abs(points[best].share - share)) best = index;
    });
    show(best);
  }

  svg.addEventListener("pointermove", nearest);
  svg.addEventListener("pointerdown", nearest);
  svg.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse" && document.activeElement !== keys) hide(); });
  keys.addEventListener("input", () => show(Number(keys.value)));
  keys.addEventListener("focus", () => show(Number(keys.value)));
  keys.addEventListener("blur", hide);
}

document.querySelectorAll("[data-chart]").forEach(enliven);
