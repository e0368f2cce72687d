// A desktop page in a frame that is narrower: drawn at its full width and made smaller. Without this it scrolls.

const DESKTOP = 1280;

export function fit(box) {
  const scale = box.classList.contains("is-desktop") ? Math.min(1, box.clientWidth / DESKTOP) : 1;
  box.style.setProperty("--scale", String(scale || 1));
  box.classList.toggle("is-scaled", scale > 0 && scale < 1);
}

const watcher = new ResizeObserver((entries) => { for (const { target } of entries) fit(target); });
for (const box of document.querySelectorAll(".preview-box")) watcher.observe(box);

// The cards need as much height as they have.
for (const frame of document.querySelectorAll(".is-looks iframe")) {
  const follow = () => {
    const looks = frame.contentDocument?.querySelector(".looks");
    if (!looks) return;
    const grow = () => {
      const end = looks.getBoundingClientRect().bottom + frame.contentWindow.scrollY;
      frame.style.height = `${Math.ceil(end)}px`;
    };
    new ResizeObserver(grow).observe(looks);
  };
  frame.addEventListener("load", follow);
  follow();
}
