// «Copy» beside an address or a code; without a clipboard the person selects it by hand.

export function offerCopying(within) {
  for (const button of within.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const told = button.parentElement.querySelector("[data-copied]");
    field.addEventListener("focus", () => field.select());
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        told.hidden = false;
      } catch {
        field.focus();
      }
    });
  }
}

offerCopying(document);
