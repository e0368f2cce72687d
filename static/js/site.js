// What the page can do better with a script. Everything here works without it too.

const CITY_KEY = "city";

// By name: where storage is forbidden, even to mention it is an error.
const read = (store, key) => {
  try { return window[store].getItem(key); } catch { return null; }
};
const write = (store, key, value) => {
  try {
    if (value === null) window[store].removeItem(key);
    else window[store].setItem(key, value);
  } catch { /* A private window without storage: the choice lasts for this page. */ }
};

// The chosen city: kept in this browser alone, shown from the list that every page carries.
const strip = document.querySelector("[data-strip]");
const rows = new Map([...document.querySelectorAll(".city-picker [data-city]")].map((row) => [row.dataset.city, row]));
const homeStrip = strip?.innerHTML;
const homeIsOld = strip?.classList.contains("is-old") ?? false;

// The home city's values may be too old to be shown: then its strip lacks the places that the chosen city needs.
function fill(name, nodes) {
  let place = strip.querySelector(`[data-strip-${name}]`);
  if (!place) {
    place = document.createElement("span");
    place.className = `strip-${name}`;
    strip.append(place);
  }
  place.replaceChildren(...nodes);
}

function showCity(slug) {
  const row = rows.get(slug);
  if (strip) strip.innerHTML = homeStrip;
  if (strip && row) {
    fill("city", [row.querySelector(".city-name").textContent]);
    fill("temp", row.querySelector(".city-temp").cloneNode(true).childNodes);
    fill("condition", [row.dataset.condition ?? ""]);
    fill("note", [row.querySelector(".city-note")?.textContent ?? ""]);
    const use = strip.querySelector("use");
    use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${row.dataset.icon || "unknown"}`));
  }
  strip?.classList.toggle("is-old", row ? row.classList.contains("is-old") : homeIsOld);
  for (const star of document.querySelectorAll(".city-star")) {
    star.setAttribute("aria-pressed", String(star.closest("[data-city]").dataset.city === slug));
  }
}

for (const star of document.querySelectorAll(".city-star")) {
  star.hidden = false;
  star.addEventListener("click", () => {
    const slug = star.closest("[data-city]").dataset.city;
    const chosen = star.getAttribute("aria-pressed") === "true" ? null : slug;
    write("localStorage", CITY_KEY, chosen);
    showCity(chosen);
  });
}
const chosenCity = read("localStorage", CITY_KEY);
if (chosenCity) showCity(chosenCity);

// Panels of the header close with Escape, by a click elsewhere, and when the other one opens.
const panels = [...document.querySelectorAll(".site-head details")];
const close = (panel) => { panel.open = false; };
for (const panel of panels) {
  panel.addEventListener("toggle", () => { if (panel.open) panels.filter((other) => other !== panel).forEach(close); });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const panel of panels.filter((one) => one.open)) {
    if (panel.contains(document.activeElement)) panel.querySelector("summary").focus();
    close(panel);
  }
});
document.addEventListener("click", (event) => {
  panels.filter((panel) => panel.open && !panel.contains(event.target)).forEach(close);
});

// A view counts once per story and visit; nothing about the reader is sent.
const { beacon, article } = document.body.dataset;
if (beacon && article && !read("sessionStorage", `seen-${article}`)) {
  write("sessionStorage", `seen-${article}`, "1");
  navigator.sendBeacon?.(beacon, article);
}
