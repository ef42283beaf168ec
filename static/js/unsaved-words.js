// Asks before somebody leaves words behind that they haven't saved. Without this, nobody is asked.
import { isChanged } from "./changed.js";
import { isInOwnTab } from "./own-tab.js";

const form = document.querySelector("form[data-unsaved-words]");

if (form) {
  const isUnsaved = () => "unsaved" in form.dataset || [...form.elements].some(isChanged);
  let isDone = false;
  const done = () => (isDone = true);

  // The address leads to the form, so browsers don't give the focus to its mistakes by themselves.
  form.querySelector(".govuk-error-summary")?.focus();
  form.addEventListener("submit", done);
  document.querySelectorAll("[data-stop]").forEach((link) => {
    link.addEventListener("click", (event) => isInOwnTab(event) && done());
  });
  addEventListener("pageshow", () => (isDone = false)); // it may come back after all
  addEventListener("beforeunload", (event) => {
    if (!isDone && isUnsaved()) event.preventDefault();
  });
}
