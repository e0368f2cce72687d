// The table of towns is filtered and sorted in place; the address stays the one that the form would have led to.

const SELECTOR = "[data-registry-table]";
let asked = 0;

async function show(address) {
  const turn = ++asked;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // An answer that came late is not what was asked for last.
  if (turn !== asked) return;
  const table = document.querySelector(SELECTOR);
  const focused = table.contains(document.activeElement) ? document.activeElement : null;
  const where = focused && (focused.id ? `#${focused.id}` : `thead th:nth-child(${(focused.closest("th")?.cellIndex ?? 0) + 1}) a`);
  const fresh = document.importNode(page.querySelector(SELECTOR), true);
  table.replaceWith(fresh);
  if (where) fresh.querySelector(where)?.focus({ preventScroll: true });
}

async function go(address, remember) {
  try {
    await show(address);
    if (remember) history.pushState(null, "", address);
  } catch {
    location.assign(address);
  }
}

function addressOf(form) {
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  return `${form.action.split(/[?#]/)[0]}?${new URLSearchParams(chosen)}#towns`;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest(".town-filters");
  if (form) go(addressOf(form), true);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches(".town-filters")) return;
  event.preventDefault();
  go(addressOf(event.target), true);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest(`${SELECTOR} thead a, ${SELECTOR} .town-count a`);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href, true);
});
addEventListener("popstate", () => go(location.href, false));
