// A sheet that somebody says on the telephone: one page after another without asking the server, and saved once.
// Without this, each press sends the form and brings its next page.

import { ask } from "./answers.js";

const PATIENCE = 10_000; // milliseconds, like all times here
const A_MOMENT = 400; // a second tap would answer the next statement, unread
const PRESSED = "[aria-pressed=true]";

const form = document.querySelector("form[data-call]");
const heading = document.querySelector("h1");
const noLine = form.querySelector("[data-no-line]");
const steps = [...form.querySelectorAll("[data-step]")];
const at = form.querySelector("[name=step]");
const site = document.title.replace(/^Error: /, "").slice(now().dataset.title.length);
let movedAt = -Infinity;
let isSent = false;

function now() {
  return stepOf(at.value);
}

function stepOf(key) {
  return steps.find((step) => step.dataset.step === key);
}

function held(name) {
  return form.elements[name]?.value.trim() ?? "";
}

function isAsked({ dataset: { needs, value } }) {
  return !needs || (value ? held(needs) === value : held(needs) !== "");
}

function isAnythingSaid() {
  const typed = [...form.querySelectorAll("textarea, input[type=text]")];
  return form.querySelector(PRESSED) !== null || typed.some((box) => box.value.trim());
}

const saidBy = (button) => [...new URLSearchParams(button.value.split("?")[1])];

function say(button) {
  for (const [name, value] of saidBy(button)) form.elements[name].value = value;
  showPressed(now());
}

function showPressed(step) {
  step.querySelectorAll("[aria-pressed]").forEach((button) => {
    button.setAttribute("aria-pressed", saidBy(button).every(([name, value]) => held(name) === value));
  });
}

function lead(to) {
  const here = steps.indexOf(now());
  if (to === "next") return steps.slice(here + 1).find(isAsked);
  if (to === "back") return steps.slice(0, here).reverse().find(isAsked);
  return stepOf(to);
}

function walkTo(next) {
  steps.forEach((step) => (step.hidden = step !== next));
  at.value = next.dataset.step;
  heading.textContent = next.dataset.heading;
  document.title = next.dataset.title + site;
  document.querySelector("[data-place]").textContent = next.querySelector(".part p")?.textContent ?? "";
  form.querySelectorAll("[data-checks]").forEach(check);
  (next.querySelector("[tabindex]") ?? heading).focus({ preventScroll: true });
  scrollTo(0, 0);
  movedAt = performance.now();
  keep();
}

function check(row) {
  const step = stepOf(row.dataset.checks);
  const said = row.querySelector("[data-unsaid]");
  const { brokenOff } = row.dataset;
  row.hidden = !isAsked(step);
  said.textContent = (brokenOff ? counted(step, brokenOff) : told(step)) || said.dataset.unsaid;
}

function told(step) {
  return (step.querySelector(PRESSED)?.textContent ?? step.querySelector("textarea, input")?.value ?? "").trim();
}

function counted(first, brokenOff) {
  const rest = steps.slice(steps.indexOf(first) + 1);
  const part = rest.slice(0, rest.findIndex((step) => !step.dataset.asks));
  const answered = part.filter((step) => step.querySelector(PRESSED)).length;
  const isHeard = part.every((step) => held(step.dataset.asks));
  return answered && `${answered} of ${part.length} answered${isHeard ? "" : brokenOff}`;
}

// A form that doesn't reach our server would leave an empty or a stranger's page behind, and take what was said along.
async function send(button) {
  const { reply } = await ask(location.href, { patience: PATIENCE });
  noLine.hidden = Boolean(reply);
  if (!reply || isSent) return;
  isSent = true;
  button.click();
}

function press(button) {
  if (button.value === "save" || button.hasAttribute("formaction")) return send(button);
  say(button);
  const next = lead(button.value.split("?")[0]);
  if (!next) return;
  history.pushState(null, "");
  walkTo(next);
}

// In the history of this tab, from which a reload brings it back.
function keep() {
  const said = Object.fromEntries(new FormData(form));
  delete said.csrfmiddlewaretoken;
  history.replaceState(said, "");
}

const isSaved = (nonce) => sessionStorage.getItem("saved-call/" + nonce) !== null;

function bringBack() {
  const said = history.state ?? {};
  if (isSaved(said.nonce)) return;
  for (const [name, value] of Object.entries(said)) if (form.elements[name]) form.elements[name].value = value;
  steps.forEach(showPressed);
  if (now().hidden) walkTo(now());
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || isSent) return;
  event.preventDefault();
  if (performance.now() - movedAt >= A_MOMENT) press(button);
});

form.addEventListener("change", keep);
addEventListener("popstate", ({ state }) => walkTo(stepOf(state?.step) ?? steps[0]));
addEventListener("pageshow", () => (isSent = false));
addEventListener("beforeunload", (event) => {
  keep();
  if (isAnythingSaid() && !isSent) event.preventDefault();
});

// A page that is sent for once more comes with the call that was saved: the next one gets a page of its own.
if (isSaved(held("nonce"))) location.replace(location.pathname + location.search);
bringBack();
keep();
