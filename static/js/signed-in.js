// The end of a sign-in in a second window: tell the pages that were left open, and offer to close this one.

const session = JSON.parse(document.getElementById("newsroom-session").textContent);
new BroadcastChannel("newsroom-session").postMessage(session);

// Browsers let a script close only what a script has opened.
const close = document.querySelector("[data-close]");
if (window.opener || window.history.length === 1) {
  close.hidden = false;
  close.addEventListener("click", () => window.close());
}
