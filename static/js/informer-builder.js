// The preview and the code follow each choice. The server makes them as it does without a script.

import { offerCopying } from "./copy-address.js";

const form = document.querySelector("[data-builder]");
let asking = new AbortController();

form.querySelector("[data-submit]").hidden = true;
form.addEventListener("change", async () => {
  asking.abort();
  asking = new AbortController();
  const address = `?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.querySelector("[data-result]");
    document.querySelector("[data-result]").replaceWith(made);
    offerCopying(made);
    history.replaceState(null, "", address);
  } catch (error) {
    // Without a network the button asks again, and the browser says what is wrong.
    if (error.name !== "AbortError") form.querySelector("[data-submit]").hidden = false;
  }
});
