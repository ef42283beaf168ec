// A part in Easy Read, walked without asking the server: statement after statement, and then the words. Without this,
// each of them is a page of its own.

import { keepSaving } from "./autosave.js";
import * as own from "./own-sheet.js";

const A_MOMENT = 400; // milliseconds: a second tap would answer the next statement, unread

const form = document.querySelector("form[data-autosave]");
const heading = document.querySelector("[data-heading]");
const listen = document.querySelector("[data-listen]");
const steps = [...form.querySelectorAll("[data-url]")];
const isAt = (url) => (step) => step.dataset.url === new URL(url, location.href).pathname;
let movedAt = -Infinity;

const statements = {
  rows: steps.filter((step) => step.dataset.statement),
  key: (step) => step.dataset.statement,
  value: (step) => step.querySelector("[aria-pressed=true]")?.value ?? "nothing",
  show,
};
const saving = keepSaving(form, statements, own);

function show(step, value) {
  const buttons = [...step.querySelectorAll("[aria-pressed]")];
  buttons.forEach((button) => button.setAttribute("aria-pressed", button.value === value));
  const pressed = buttons.find((button) => button.value === value);
  step.querySelector("[data-said]").hidden = !pressed;
  step.querySelector("[data-said-words]").textContent = pressed?.textContent;
}

function walkTo(url) {
  const next = steps.find(isAt(url));
  if (!next) return false;
  silence();
  const said = next.dataset.statement ? heading.dataset.question : heading.dataset.inYourWords;
  const now = steps.find((step) => !step.hidden);
  document.title = document.title.replace(now.dataset.title, () => next.dataset.title);
  heading.textContent = said;
  steps.forEach((step) => (step.hidden = step !== next));
  (next.querySelector("[data-aloud]") ?? heading).focus({ preventScroll: true });
  scrollTo(0, Math.min(scrollY, heading.getBoundingClientRect().top + scrollY - 16));
  return true;
}

function go(url) {
  const { pathname } = new URL(url, location.href);
  if (pathname !== location.pathname) history.pushState(null, "", pathname);
  if (walkTo(url)) movedAt = performance.now();
}

form.addEventListener("click", (event) => {
  const answer = event.target.closest("[aria-pressed]");
  const link = event.target.closest("[data-walk]");
  if (!answer && !link) return;
  event.preventDefault();
  if (performance.now() - movedAt < A_MOMENT) return;
  const step = event.target.closest(".step");
  if (answer) {
    show(step, answer.value);
    saving.changed(`answer-${step.dataset.statement}`);
  }
  go(link ? link.href : step.querySelector("[data-walk]:last-child").href);
});

addEventListener("popstate", () => walkTo(location.href) || location.reload());

// Pictures of what comes next are fetched while somebody reads, unless their phone is sparing with data.
// eslint-disable-next-line baseline/use-baseline -- each is used only where there is one
if (!navigator.connection?.saveData) (window.requestIdleCallback ?? setTimeout)(fetchPictures);

function fetchPictures() {
  form.querySelectorAll("img[loading=lazy]").forEach((picture) => (picture.loading = "eager"));
}

// Listen: the browser's own voice, where it has one.
const speech = window.speechSynthesis;

function offerToRead() {
  listen.hidden = !speech.getVoices().length;
}

function silence() {
  speech?.cancel();
  say(false);
}

function say(isReading) {
  listen.setAttribute("aria-pressed", isReading);
  listen.querySelector("[data-listen-words]").textContent = isReading ? "Stop" : "Listen";
}

function readAloud() {
  const step = steps.find((one) => !one.hidden);
  const words = step.querySelector("[data-aloud], label").textContent;
  const speaking = new SpeechSynthesisUtterance(`${heading.textContent} ${words}`);
  speaking.lang = document.documentElement.lang;
  speaking.rate = 0.9;
  speaking.onend = speaking.onerror = () => say(false);
  say(true);
  speech.speak(speaking);
}

if (speech) {
  offerToRead();
  speech.addEventListener?.("voiceschanged", offerToRead);
  listen.addEventListener("click", () => (listen.getAttribute("aria-pressed") === "true" ? silence() : readAloud()));
  addEventListener("pagehide", silence);
}
