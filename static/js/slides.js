// Goes through a session's slides by keys, by a presenter (whose buttons are PageUp and PageDown) and by a swipe. Each
// presses what a hand would press: without this, the same buttons and links are there.
import { isChanged } from "./changed.js";

const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " "];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp"];
const FAR = 60; // pixels that make a swipe

document.addEventListener("keydown", (event) => {
  const way = FORWARD.includes(event.key) ? "forward" : BACK.includes(event.key) ? "back" : "";
  const held = event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!way || held || isTaken(event.key, event.target) || scrolls(event.key, way)) return;
  event.preventDefault();
  go(way);
});

// What a key does where somebody writes, chooses or presses, it goes on doing there.
function isTaken(key, where) {
  if (where.closest("textarea, select, input:not([type=radio])")) return true;
  if (where.closest("input")) return !key.startsWith("Page");
  return key === " " && Boolean(where.closest("button, summary"));
}

// On a small screen a slide may be longer than the window: then these keys first show the rest of it.
function scrolls(key, way) {
  if (key === "ArrowRight" || key === "ArrowLeft") return false;
  const { scrollHeight } = document.documentElement;
  return way === "forward" ? scrollY + innerHeight < scrollHeight - 2 : scrollY > 2;
}

// Where nothing has been chosen or written, there may be nothing to keep, and a link that passes it by.
const isAnyChanged = () => [...document.querySelectorAll("input, textarea, select")].some(isChanged);
const isUnsaved = () => isAnyChanged() || document.querySelector("[data-unsaved]");

function go(way) {
  const pass = way === "forward" && !isUnsaved() && document.querySelector("[data-pass]");
  (pass || document.querySelector(`[data-${way}]`))?.click();
}

let began = null;
document.addEventListener("touchstart", ({ touches }) => {
  began = touches.length === 1 && visualViewport.scale === 1 ? touches[0] : null;
}, { passive: true });

document.addEventListener("touchend", ({ changedTouches, target }) => {
  const [ended] = changedTouches;
  if (!began || target.closest("textarea, input")) return;
  const across = ended.clientX - began.clientX;
  const down = Math.abs(ended.clientY - began.clientY);
  if (Math.abs(across) > FAR && Math.abs(across) > 2 * down) go(across < 0 ? "forward" : "back");
});
