// Typing in a paper sheet by keyboard: one key a statement, or a question about an activity. Without this, Tab and the arrow keys do the same.
const A_MOMENT = 3_000; // milliseconds

const form = document.querySelector("form[data-type-in]");
if (form) typeIn(form);

function typeIn(form) {
  // Everything on the page in its order. Radios of one name are one stop.
  const stops = [...form.querySelectorAll("input:not([type=hidden]), textarea, button")].filter(
    (stop, at, all) => stop.type !== "radio" || all.findIndex((other) => other.name === stop.name) === at,
  );

  const chosen = (stop) => form.querySelector(`input[name="${CSS.escape(stop.name)}"]:checked`);

  // The key is the number of the box, counted from the first. The last says that none was marked.
  function boxOf(row, key) {
    const boxes = [...row.querySelectorAll("input")];
    const none = boxes.pop();
    return key === "0" ? none : /^[1-9]$/.test(key) && boxes[key - 1];
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
    const box = boxOf(row, event.key);
    if (box) box.checked = true;
    else if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    go(row, event.key === "ArrowUp" ? -1 : 1);
  });

  // Two presses of the button send one page, unless somebody has stopped the first.
  form.addEventListener("submit", (event) => {
    if ("sent" in form.dataset) event.preventDefault();
    else setTimeout(() => delete form.dataset.sent, A_MOMENT);
    form.dataset.sent = "";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);

  document.querySelector("[data-keys]").hidden = false;
  form.querySelector(".govuk-error-summary")?.focus();
}
