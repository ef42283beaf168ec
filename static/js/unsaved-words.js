// Asks before somebody leaves words behind that they haven't saved. Without this, nobody is asked.
const form = document.querySelector("form[data-unsaved-words]");

if (form) {
  const words = () => new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
  const shown = "unsaved" in form.dataset ? null : words();
  let isDone = false;
  const done = () => {
    isDone = true;
  };

  // The address leads to the form, so browsers don't give the focus to its mistakes by themselves.
  form.querySelector(".govuk-error-summary")?.focus();
  form.addEventListener("submit", done);
  form.querySelectorAll("[data-stop]").forEach((link) => link.addEventListener("click", done));
  addEventListener("beforeunload", (event) => {
    if (!isDone && words() !== shown) event.preventDefault();
  });
}
