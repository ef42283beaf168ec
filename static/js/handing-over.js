// A device is cleared for the next person, on a page of its own: what isn't saved yet would be lost.

import { forget, later, waiting } from "./own-sheet.js";

const TO_READ = 1_000; // milliseconds: a second tap would answer what nobody has read

// Asks first if something would be lost, after a moment in which it may still arrive; and no longer once it has.
export function askBeforeHandingOver(sheet, mayArrive) {
  const form = document.querySelector("[data-hand-over]");
  if (!form) return;
  const question = form.querySelector("[data-not-everything]");
  const button = form.querySelector("[data-hand-over-words]");
  const words = button.textContent;
  let askedAt = Infinity; // nobody has been asked

  function ask(isAsked) {
    askedAt = isAsked ? performance.now() : Infinity;
    question.hidden = !isAsked;
    button.textContent = isAsked ? "Hand over now, and lose it" : words;
  }

  function sayWhatHelps() {
    const waits = mayArrive();
    question.querySelector("[data-may-arrive]").hidden = !waits;
    question.querySelector("[data-stays]").hidden = waits;
  }

  form.addEventListener("submit", async (event) => {
    if (performance.now() - askedAt >= TO_READ || !waiting(sheet).length) return forget(sheet);
    event.preventDefault();
    if (!question.hidden) return;
    for (let turn = 0; mayArrive() && turn < 20; turn++) await later(100);
    if (!waiting(sheet).length) return button.click();
    if (question.hidden) ask(true);
    for (; waiting(sheet).length; await later(500)) sayWhatHelps();
    ask(false);
  });
}
