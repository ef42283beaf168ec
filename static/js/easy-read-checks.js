// Says what would make a text easier to read, a moment after somebody stopped typing. Without this, saving says it.
import { ask } from "./answers.js";

const PAUSE = 800; // milliseconds, like all times here
const PATIENCE = 10_000;

const form = document.querySelector("form[data-check]");

for (const box of form?.querySelectorAll("[data-checked-text]") ?? []) {
  const place = box.closest("li, .words-form__field").querySelector("[data-checks]");
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look(box, place), PAUSE);
  });
}

async function look(box, place) {
  const text = box.value;
  const body = new URLSearchParams({ text, name: box.name, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const { reply } = await ask(form.dataset.check, { body, patience: PATIENCE });
  if (typeof reply?.html !== "string" || box.value !== text) return; // not now, or a newer look is on its way
  const told = reply.html.trim();
  if (place.innerHTML.trim() !== told) place.innerHTML = told; // words of our own server, escaped there
}
