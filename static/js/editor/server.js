// Questions to the admin, answered in JSON or, where they fail, in a sentence for the person who asked.

import { gettext } from "./words.js";

/** What went wrong, in words; `errors` names fields where the server did. */
export class Refusal extends Error {
  constructor(message, errors = {}) {
    super(message);
    this.errors = errors;
  }
}

const REASONS = {
  403: () => gettext("You are not allowed to do this. Ask an administrator."),
  413: () => gettext("The file is too large for the server."),
};

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(gettext("The server does not answer. Check the connection and try again; nothing typed is lost."));
  }
  // The admin answers a forgotten session by its page of signing in.
  if (answer.redirected) {
    throw new Refusal(gettext("You are signed out. Sign in again in another tab, then repeat this here."));
  }
  if (answer.status === 422) throw new Refusal("", (await answer.json()).errors);
  if (!answer.ok) {
    const reason = REASONS[answer.status] ?? (() => gettext("The server could not do this. Try again in a minute."));
    throw new Refusal(reason());
  }
  return answer;
}

export async function getJSON(address, parameters = {}, options = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== ""));
  return (await ask(`${address}?${query}`, options)).json();
}

export const getHTML = async (address) => (await ask(address)).text();

/** Send a form; the token comes from the form of the page, as scripts may not read its cookie. */
export async function post(address, data) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  return (await ask(address, { method: "POST", body: data, headers: { "X-CSRFToken": token } })).json();
}
