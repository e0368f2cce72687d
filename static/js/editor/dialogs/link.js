// A link to a story of ours, found by words of its headline, or to any address.

import { completed, problemOf } from "../addresses.js";
import { buttons, complain, complainAll, field, open } from "../dialog.js";
import { el } from "../dom.js";
import { getJSON } from "../server.js";
import { fill, gettext, ngettext } from "../words.js";

const PAUSE = 250;
// What looks like an address is not looked for among headlines.
const ADDRESS = /^(?:[a-z]+:|[/#]|www\.|\S+@|\+\d)|\S\.\S{2,}\//i;

/** Link the selection, or change the link around the cursor. */
export async function askLink(editor, settings) {
  const href = editor.getAttributes("link").href ?? "";
  if (href) editor.commands.extendMarkRange("link");
  const { empty, from, to } = editor.state.selection;
  const answer = await open(gettext("Link"), ({ close }) => linkForm(close, { href, needsWords: empty, settings }));
  const chain = editor.chain().focus();
  if (answer === "unlink") chain.setTextSelection({ from, to }).unsetMark("link");
  else if (answer && empty) {
    const marks = [{ type: "link", attrs: { href: answer.href } }];
    chain.insertContent({ type: "text", text: answer.words || answer.href, marks });
  } else if (answer) chain.setTextSelection({ from, to }).setMark("link", { href: answer.href });
  chain.run();
}

function linkForm(close, { href, needsWords, settings }) {
  const target = field({
    name: "href",
    label: gettext("Words of a headline, number of a story, or an address"),
    value: href,
    autocomplete: "off",
    maxlength: 2000,
    help: gettext("Addresses: https://…, mail@site.kz, +7 700 000 00 00."),
  });
  const input = target.querySelector("input");
  const status = el("p", { class: "ask-status", role: "status" });
  const list = el("ul", { class: "ask-stories" });
  const words = needsWords && field({ name: "words", label: gettext("Words that are the link"), maxlength: 300 });
  const form = el(
    "form",
    { novalidate: true, method: "dialog" },
    target,
    status,
    list,
    words,
    buttons(
      gettext("Link it"),
      close,
      href && el("button", { type: "button", onclick: () => close("unlink") }, gettext("Remove the link")),
    ),
  );

  const choose = (story) => {
    input.value = story.url;
    if (words && !words.querySelector("input").value) words.querySelector("input").value = story.headline;
    list.replaceChildren();
    status.textContent = fill(gettext("Chosen: %(headline)s"), { headline: story.headline });
    complain(target, "");
    form.querySelector(".ask-submit").focus();
  };

  let timer = null;
  let running = null;
  const search = async () => {
    running?.abort();
    running = new AbortController();
    const typed = input.value.trim();
    if (ADDRESS.test(typed)) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const { stories } = await getJSON(settings.stories, { q: typed }, { signal: running.signal });
      list.replaceChildren(...stories.map((story) => el("li", {}, storyButton(story, choose))));
      status.textContent = stories.length
        ? fill(ngettext("%(count)s story", "%(count)s stories", stories.length), { count: stories.length })
        : gettext("No story has these words in its headline.");
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = error.message;
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = completed(input.value);
    const sentence = address ? problemOf(address) : gettext("Choose a story or write an address.");
    if (complainAll(form, { href: sentence })) {
      close({ href: address, words: words ? words.querySelector("input").value.trim() : "" });
    }
  });
  if (!href) search();
  return form;
}

function storyButton(story, choose) {
  const language = story.language === "kk" ? gettext("in Kazakh") : gettext("in Russian");
  const facts = [`№ ${story.id}`, language, story.state, story.when].filter(Boolean);
  return el(
    "button",
    { type: "button", onclick: () => choose(story) },
    el("span", { class: "story-headline" }, story.headline || gettext("No headline yet")),
    el("span", { class: "story-facts" }, facts.join(" · ")),
  );
}
