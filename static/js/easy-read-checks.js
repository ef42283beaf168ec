// Says what would make a text easier to read, a moment after somebody stopped typing. Without this, saving says it.
const PAUSE = 800; // milliseconds, like all times here
const PATIENCE = 10_000;

const form = document.querySelector("form[data-check]");

for (const box of form?.querySelectorAll("[data-checked-text]") ?? []) {
  const place = box.closest("li").querySelector("[data-checks]");
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look(box, place), PAUSE);
  });
}

async function look(box, place) {
  const text = box.value;
  const told = await ask(text);
  if (told === null || box.value !== text) return; // a newer look is on its way
  if (place.innerHTML.trim() !== told) place.innerHTML = told; // words of our own server, escaped there
}

async function ask(text) {
  const body = new URLSearchParams({ text, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? (await answer.text()).trim() : null;
  } catch {
    return null; // no connection just now
  }
}
