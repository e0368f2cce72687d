// The toolbar: one stop of the Tab key, arrows inside, Escape back to the text.

import { pm } from "../../django_prose_editor/editor.js";
import { keyWords } from "./dialogs/keys.js";
import { el, icon, newId } from "./dom.js";
import { readSelection } from "./selection.js";
import { gettext } from "./words.js";

const PAUSE = 120;

/** Use a tool. What it does is a step of the history of its own, whatever was typed a moment ago. */
export function act(editor, tool) {
  readSelection(editor.view);
  editor.view.dispatch(pm.history.closeHistory(editor.state.tr));
  tool.run(editor);
}

export class Toolbar {
  #editor;
  #settings;
  #tools = [];
  #timer = null;
  #byKeyboard = false;

  constructor(editor, groups, settings) {
    this.#editor = editor;
    this.#settings = settings;
    this.element = el(
      "div",
      { class: "editor-toolbar", role: "toolbar", "aria-label": gettext("Formatting") },
      ...groups.map((group) => el("div", { class: "editor-tools", role: "group" }, ...group.flatMap((tool) => this.#button(tool)))),
    );
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.#tools.forEach(({ button }, index) => { button.tabIndex = index === 0 ? 0 : -1; });
    // After a burst of typing, not for every letter of it.
    editor.on("transaction", () => { this.#timer ??= setTimeout(() => this.update(), PAUSE); });
    this.update();
  }

  focus() {
    (this.#tools.find(({ button }) => button.tabIndex === 0) ?? this.#tools[0]).button.focus();
  }

  update() {
    this.#timer = null;
    const editable = this.#editor.isEditable;
    for (const { tool, button } of this.#tools) {
      const isEnabled = editable && (tool.isEnabled?.(this.#editor) ?? true);
      // Still reachable: what is not possible here can be read about.
      button.setAttribute("aria-disabled", String(!isEnabled));
      if (tool.isActive) button.setAttribute("aria-pressed", String(tool.isActive(this.#editor)));
    }
  }

  #button(tool) {
    const title = tool.keys ? `${tool.label} (${keyWords(tool.keys)})` : tool.label;
    const button = el(
      "button",
      {
        type: "button",
        class: "editor-tool",
        title,
        "aria-label": tool.label,
        "aria-keyshortcuts": tool.keys?.replace("Mod", "Control").replaceAll("-", "+"),
        "aria-haspopup": tool.menu ? "true" : tool.opens ? "dialog" : null,
        "data-tool": tool.name,
      },
      tool.symbol ? icon(this.#settings.icons, tool.symbol) : el("span", { "aria-hidden": "true" }, tool.text),
    );
    this.#tools.push({ tool, button });
    // The selection of the text stays where it is.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    if (tool.menu) return [button, this.#menu(tool, button)];
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      this.#run(tool);
    });
    return [button];
  }

  /** A list of commands under a button: above everything, as the toolbar itself may scroll. */
  #menu(tool, button) {
    const id = newId("menu");
    const menu = el("div", { class: "editor-menu", id, role: "menu", popover: "auto", "aria-label": tool.label });
    const items = tool.menu.map((command) => {
      const item = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, command.label);
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => {
        if (item.getAttribute("aria-disabled") === "true") return;
        menu.hidePopover();
        this.#run(command);
      });
      return item;
    });
    menu.append(...items);
    button.setAttribute("aria-expanded", "false");
    button.popoverTargetElement = menu;
    menu.addEventListener("beforetoggle", (event) => {
      button.setAttribute("aria-expanded", String(event.newState === "open"));
      if (event.newState !== "open") return;
      for (const [index, item] of items.entries()) {
        item.setAttribute("aria-disabled", String(!tool.menu[index].isEnabled(this.#editor)));
      }
    });
    menu.addEventListener("toggle", (event) => {
      if (event.newState !== "open") return;
      const box = button.getBoundingClientRect();
      menu.style.left = `${Math.max(0, Math.min(box.left, window.innerWidth - menu.offsetWidth - 8))}px`;
      menu.style.top = `${Math.max(0, Math.min(box.bottom, window.innerHeight - menu.offsetHeight - 8))}px`;
      if (this.#byKeyboard) (items.find((item) => item.getAttribute("aria-disabled") === "false") ?? items[0]).focus();
    });
    // A click by the keyboard has no place on the screen.
    button.addEventListener("click", (event) => { this.#byKeyboard = event.detail === 0; }, { capture: true });
    menu.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Tab") menu.hidePopover();
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
    });
    return menu;
  }

  #run(tool) {
    act(this.#editor, tool);
    this.update();
  }

  #key(event) {
    const buttons = this.#tools.map(({ button }) => button);
    const here = buttons.indexOf(document.activeElement);
    if (here < 0) return;
    const there = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (there !== undefined) {
      event.preventDefault();
      const target = buttons.at(there % buttons.length);
      for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
      target.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#editor.commands.focus();
    }
  }
}
