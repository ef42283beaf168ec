// Typing in a paper sheet by keyboard: one key a statement. Without this, Tab and the arrow keys do the same.
const SAYS = { 0: "nothing", 1: "ticked", 2: "not-true", 3: "not-sure" };

const form = document.querySelector("form[data-type-in]");
if (form) typeIn(form);

function typeIn(form) {
  // Everything on the page in its order. Radios of one name are one stop.
  const stops = [...form.querySelectorAll("input:not([type=hidden]), textarea, button")].filter(
    (stop, at, all) => stop.type !== "radio" || all.findIndex((other) => other.name === stop.name) === at,
  );

  const chosen = (stop) => form.querySelector(`input[name="${CSS.escape(stop.name)}"]:checked`);

  function say(row, answer) {
    row.querySelector(`input[value="${answer}"]`).checked = true;
  }

  function go(row, by) {
    const here = row.querySelector("input");
    const stop = stops[stops.indexOf(here) + by];
    if (stop) (stop.type === "radio" ? (chosen(stop) ?? stop) : stop).focus();
  }

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-typed]");
    // Enter would send the form, which nobody means who is on a box.
    if (event.key === "Enter" && ["checkbox", "radio"].includes(event.target.type)) event.preventDefault();
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in SAYS) say(row, SAYS[event.key]);
    else if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    go(row, event.key === "ArrowUp" ? -1 : 1);
  });

  // Two presses of the button send one page.
  form.addEventListener("submit", (event) => {
    if ("sent" in form.dataset) event.preventDefault();
    form.dataset.sent = "";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);

  document.querySelector("[data-keys]").hidden = false;
  form.querySelector(".govuk-error-summary")?.focus();
}
