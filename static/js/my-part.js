// A part of one's own sheet, walked without asking the server: statement after statement, or all of them as a list, and
// then the words. Without this, each of them is a page of its own.

import { keepSaving } from "./autosave.js";
import * as own from "./own-sheet.js";

const A_MOMENT = 400; // milliseconds: a second tap would answer the next statement, unread

const form = document.querySelector("form[data-autosave]");
const heading = document.querySelector("[data-heading]");
const place = document.querySelector("[data-place]");
const answers = form.querySelector("[data-answers]"); // the buttons: none with a list
const steps = [...form.querySelectorAll("[data-url]")];
const start = new URL(form.dataset.steps ?? "", location.href); // where relative addresses of steps begin
const urlOf = (step) => new URL(step.dataset.url, start).pathname;
const at = (url) => steps.find((step) => urlOf(step) === new URL(url, location.href).pathname);
let movedAt = -Infinity;

const statements = {
  rows: [...form.querySelectorAll("[data-statement]")],
  key: (row) => row.dataset.statement,
  value: (row) => row.dataset.answer ?? row.querySelector(":checked")?.value ?? "nothing",
  show: (row, value) => (row.matches("fieldset") ? check(row, value) : answer(row, value)),
};
const saving = keepSaving(form, statements, own);

function check(row, value) {
  row.querySelectorAll("[type=radio]").forEach((one) => (one.checked = one.value === value));
  row.dispatchEvent(new Event("shown", { bubbles: true }));
}

function answer(step, value) {
  step.dataset.answer = value;
  const button = answers.querySelector(`[value="${value}"]`);
  step.querySelector("[data-said]").hidden = !button;
  step.querySelector("[data-said-words]").textContent = button?.textContent;
  if (!step.hidden) showAnswers(step);
}

// The buttons belong to whichever statement is shown.
function showAnswers(step) {
  answers.hidden = !step.dataset.statement;
  answers
    .querySelectorAll("[name=answer]")
    .forEach((button) => button.setAttribute("aria-pressed", button.value === step.dataset.answer));
  const [back, skip, wording] = answers.querySelectorAll("a");
  const number = steps.indexOf(step);
  back.href = number > 0 ? urlOf(steps[number - 1]) : back.dataset.back;
  skip.href = number + 1 < steps.length ? urlOf(steps[number + 1]) : "";
  wording.href = `${urlOf(step)}wording/`;
}

const placeOf = (step) => step.querySelector(".part p")?.textContent; // "3 of 10"
const titleOf = (step) => step.dataset.title ?? `${form.dataset.title}, ${placeOf(step)}`;
const shown = steps.find((step) => !step.hidden);
const site = document.title.replace(/^Error: /, "").slice(titleOf(shown).length); // read before a browser translates it

function walkTo(url) {
  const next = at(url);
  if (!next) return false;
  document.title = titleOf(next) + site;
  heading.textContent = next.dataset.headingWords ?? heading.dataset.heading;
  steps.forEach((step) => (step.hidden = step !== next));
  if (answers) showAnswers(next);
  form.action = urlOf(next); // where a plain press of a button leads back to
  (next.querySelector("[tabindex]") ?? heading).focus({ preventScroll: true });
  place.textContent = placeOf(next) ?? next.dataset.placeWords;
  scrollTo(0, Math.min(scrollY, heading.getBoundingClientRect().top + scrollY - 16));
  return true;
}

function go(url) {
  const { pathname } = new URL(url, location.href);
  if (pathname !== location.pathname) history.pushState(null, "", pathname);
  if (walkTo(url)) movedAt = performance.now();
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("[name=answer]");
  const way = event.target.closest("[data-walk], [data-back]");
  const url = button ? answers.querySelector("[data-walk]").href : way?.href ?? way?.dataset.walk;
  if (!url || !at(url) || saving.stopped) return;
  event.preventDefault();
  if (performance.now() - movedAt < A_MOMENT) return;
  if (button) {
    const step = steps.find((one) => !one.hidden);
    answer(step, button.value);
    saving.changed(`answer-${step.dataset.statement}`);
  }
  go(url);
});

form.addEventListener("change", ({ target }) => {
  const row = target.closest("fieldset[data-statement]");
  if (row) saving.changed(`answer-${row.dataset.statement}`);
});

// On paper a box would show no more lines than it is high.
addEventListener("beforeprint", () => {
  form.querySelector("[data-printed]").textContent = form.querySelector("textarea").value;
});

addEventListener("popstate", () => walkTo(location.href) || location.reload());

// Pictures of what comes next are fetched while somebody reads, unless their phone is sparing with data.
// eslint-disable-next-line baseline/use-baseline -- each is used only where there is one
if (!navigator.connection?.saveData) (window.requestIdleCallback ?? setTimeout)(fetchPictures);

function fetchPictures() {
  form.querySelectorAll("img[loading=lazy]").forEach((picture) => (picture.loading = "eager"));
}
