// The choosing-by-typing fields of Django's admin have no name that a screen reader could say: take their label's.

function name(select) {
  const label = select.labels?.[0];
  const box = select.nextElementSibling;
  if (!box?.classList.contains("select2-container")) return;
  const shown = box.querySelector(".select2-selection__rendered");
  const given = select.getAttribute("aria-label");
  for (const part of [box.querySelector(".select2-selection"), shown]) {
    if (!part) continue;
    if (label) {
      label.id ||= `${select.id}_label`;
      // The name, then what is chosen.
      part.setAttribute("aria-labelledby", [label.id, shown?.id].filter(Boolean).join(" "));
    } else if (given) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", given);
    }
  }
}

// A choice of several has its field to type in at all times.
function nameSearch(select) {
  const words = select.labels?.[0]?.textContent ?? select.getAttribute("aria-label");
  const field = select.nextElementSibling?.querySelector(".select2-search__field");
  if (field && words) field.setAttribute("aria-label", words.replace(/:\s*$/, "").trim());
}

const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach((select) => { name(select); nameSearch(select); });

// The fields are built by jQuery's «ready», which calls in the order of asking; and in rows that are added later.
window.django?.jQuery?.(nameAll);
document.addEventListener("formset:added", () => setTimeout(nameAll));
// The field to type in appears with the open list.
document.addEventListener("focusin", ({ target }) => {
  if (!target.classList?.contains("select2-search__field") || target.hasAttribute("aria-label")) return;
  const open = document.querySelector(".select2-container--open .select2-selection");
  const label = document.getElementById(open?.getAttribute("aria-labelledby")?.split(" ")[0]);
  const words = label?.textContent ?? open?.getAttribute("aria-label");
  if (words) target.setAttribute("aria-label", words.trim());
});
