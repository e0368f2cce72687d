// Videos of other sites: the frame takes the place of its card when the reader presses it, and not before.

for (const link of document.querySelectorAll("a[data-frame]")) {
  link.addEventListener("click", (event) => {
    // With a key held the reader wants the page itself, in another tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.title = link.textContent;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = `${link.dataset.frame}?autoplay=1`;
    link.parentElement.replaceWith(frame);
    frame.focus();
  });
}
