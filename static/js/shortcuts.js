// Keys of the admin. Which there are says the dialog of templates/admin/_shortcuts.html: its rows are the only list.
// Physical keys (`event.code`): «g» is the same key in the Russian and the Kazakh layout.

const SETTING = "shortcuts";
const PATIENCE = 1500;
const TEXT = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, "
  + "[contenteditable], [role=textbox], [role=combobox], [role=listbox], .select2-container, dialog";

const dialog = document.getElementById("shortcuts");

// By name: where storage is forbidden, even to mention it is an error.
function isOn() {
  try { return window.localStorage.getItem(SETTING) !== "off"; } catch { return true; }
}

function turn(on) {
  try { window.localStorage.setItem(SETTING, on ? "on" : "off"); } catch { /* For this page alone. */ }
}

// Only what saves and stays: no key publishes, withdraws or deletes.
const saveButton = () => document.querySelector(".submit-row [name=_continue]") ?? document.querySelector(".submit-row [name=_save]");
const marked = (name) => [...document.querySelectorAll(`[data-shortcut="${name}"]`)];

const DEEDS = {
  save: () => saveButton()?.click(),
  search: () => marked("search")[0]?.focus(),
  help: () => dialog.showModal(),
};

function start() {
  const rows = [...dialog.querySelectorAll("[data-keys]")];
  const byKeys = new Map(rows.map((row) => [row.dataset.keys, row]));
  const box = dialog.querySelector("[data-shortcuts-on]");
  let on = isOn();
  let pressed = "";
  let timer;

  const show = () => {
    box.checked = on;
    for (const row of rows) {
      const targets = row.dataset.deed === "save" ? [saveButton()].filter(Boolean) : marked(row.dataset.deed);
      for (const target of targets) tell(target, row, on);
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyS") {
      // Also while typing; where there is nothing to save, the key stays the browser's.
      if (saveButton() && !dialog.open) {
        event.preventDefault();
        saveButton().click();
      }
      return;
    }
    if (!on || dialog.open || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TEXT)) return;
    const row = byKeys.get(keysOf(event));
    if (!row) return;
    event.preventDefault();
    if (row.dataset.deed in DEEDS) DEEDS[row.dataset.deed]();
    else row.querySelector("a")?.click();
  });

  // «g d»: the second key within a moment of the first.
  function keysOf(event) {
    // A question mark stands on another key in each layout.
    if (event.key === "?" || (event.shiftKey && event.code === "Slash")) return "Help";
    if (event.shiftKey) return "";
    const keys = pressed ? `${pressed} ${event.code}` : event.code;
    clearTimeout(timer);
    const begins = [...byKeys.keys()].some((known) => known.startsWith(`${keys} `));
    pressed = begins ? keys : "";
    if (begins) timer = setTimeout(() => { pressed = ""; }, PATIENCE);
    return keys;
  }

  box.addEventListener("change", () => {
    on = box.checked;
    turn(on);
    show();
  });
  for (const button of document.querySelectorAll("[data-shortcuts-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  show();
}

// In the tooltip, and for screen readers where one key is enough.
function tell(target, row, on) {
  const keys = row.dataset.aria.split(" ").filter((key) => on || key.startsWith("Control"));
  if (keys[0]) target.setAttribute("aria-keyshortcuts", keys.join(" "));
  else target.removeAttribute("aria-keyshortcuts");
  if (on) target.title = row.querySelector("[data-as-typed]").textContent.trim().replace(/\s+/g, " ");
  else target.removeAttribute("title");
}

if (dialog) start();
