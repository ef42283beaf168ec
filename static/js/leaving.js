// When a page goes, comes back, or its form is sent: nobody leaves words behind without knowing.

import { renewToken } from "./answers.js";
import { piece } from "./pieces.js";

const AFTER_PRESSING = 5_000; // milliseconds
const A_MOMENT = 50;

export function listen(saving, form) {
  const { box } = saving.part;
  let pressed; // some buttons stand outside the form
  let isLooking = false;
  let isPosting = false;

  function leaving() {
    if (saving.typing) saving.typed();
    saving.queue.sendAll();
  }

  function cameBack() {
    isPosting = false;
    saving.lookAgain();
    saving.queue.wake();
  }

  // The plain form goes once nothing waits. Until then everybody stays with what they wrote.
  async function submit(event) {
    isPosting ||= !saving.isUnsaved;
    if (isPosting) return;
    event.preventDefault();
    const button = pressed ?? form.querySelector("[name=save]");
    if (isLooking) return saving.queue.wake();
    isLooking = true;
    const unheard = await whyStay(saving);
    isLooking = false;
    if (unheard !== undefined) return saving.report({ unheard, isPressed: true });
    isPosting = true;
    button.click();
  }

  form.autocomplete = "off"; // what a reload puts back isn't what is stored
  form.addEventListener("keydown", onlySpaceChooses);
  form.addEventListener("submit", submit);
  box.addEventListener("input", () => saving.goesOn());
  piece("take-both").addEventListener("click", () => saving.merge());
  piece("copy").addEventListener("click", () => copy(box));
  document.addEventListener("click", ({ target }) => (pressed = target.closest("button")));
  document.addEventListener("visibilitychange", () => (document.hidden ? leaving() : cameBack()));
  addEventListener("pagehide", leaving);
  addEventListener("pageshow", cameBack);
  addEventListener("online", () => saving.queue.wake());
  addEventListener("beforeunload", (event) => {
    if (saving.isUnsaved && !saving.isKept && !isPosting) event.preventDefault();
    saving.leaves();
  });
}

// Why the form can't go: what still waits says so itself. Nothing if it can.
async function whyStay(saving) {
  if (saving.typing) saving.typed();
  saving.lookAgain();
  saving.queue.wake();
  await isEmpty(saving.queue);
  if (saving.queue.size) return "";
  return saving.isUnsaved ? whyAbsent(saving) : undefined;
}

async function isEmpty(queue) {
  for (let time = 0; queue.size && time < AFTER_PRESSING; time += A_MOMENT) {
    await new Promise((resolve) => setTimeout(resolve, A_MOMENT));
  }
}

// Only our own server gives words back that it can't save: anybody else’s page would lose them.
async function whyAbsent(saving) {
  const { reply, why } = await saving.post({});
  if (reply?.reason === "token") await renewToken();
  return why;
}

function copy(box) {
  box.select();
  document.execCommand("copy"); // works on plain HTTP too
}

// Enter would send the part, which nobody means who is on a box to tick.
function onlySpaceChooses(event) {
  if (event.key === "Enter" && ["checkbox", "radio"].includes(event.target.type)) event.preventDefault();
}
