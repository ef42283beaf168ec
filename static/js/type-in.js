// Typing in a paper sheet by keyboard: one key a statement. Without this, Tab and the space bar do the same.
const TICKED = ["1"];
const UNSURE = ["2", "n", "N"];

const form = document.querySelector("form[data-type-in]");
if (form) typeIn(form);

function typeIn(form) {
  const rows = [...form.querySelectorAll(".statement")];
  const boxes = (row) => row.querySelectorAll("input");
  // Where the keys lead: everything on the page in its order, but the boxes for “not sure”, which have a key.
  const stops = [...form.querySelectorAll("input:not([type=hidden]), textarea, button")].filter(
    (stop) => !stop.closest(".statement__unsure"),
  );

  function say(row, ticked, unsure) {
    const [tick, doubt] = boxes(row);
    tick.checked = ticked;
    doubt.checked = unsure;
  }

  function go(from, by) {
    let at = stops.indexOf(from) + by;
    if (by > 0) at = onlyOneOfASet(at);
    stops[at]?.focus();
  }

  // Radios of one name are one stop: the chosen one.
  function onlyOneOfASet(at) {
    const stop = stops[at];
    if (stop?.type !== "radio") return at;
    const chosen = stops.findIndex((other) => other.name === stop.name && other.checked);
    return chosen < 0 ? at : chosen;
  }

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".statement");
    // Enter would send the form, which nobody means who is on a check box.
    if (event.key === "Enter" && event.target.type === "checkbox") event.preventDefault();
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    const tick = boxes(row)[0];
    if (TICKED.includes(event.key)) say(row, true, false);
    else if (UNSURE.includes(event.key)) say(row, false, true);
    else if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    go(tick, event.key === "ArrowUp" ? -1 : 1);
  });

  form.addEventListener("change", (event) => {
    const row = event.target.closest(".statement");
    if (!row || !event.target.checked) return;
    const [tick, doubt] = boxes(row);
    (event.target === tick ? doubt : tick).checked = false;
  });

  // Two presses of the button send one page.
  form.addEventListener("submit", (event) => {
    if ("sent" in form.dataset) event.preventDefault();
    form.dataset.sent = "";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);

  // Before this ran, both could be ticked: the new one counts, or else the doubt.
  for (const row of rows) {
    const [tick, doubt] = boxes(row);
    if (tick.checked && doubt.checked) say(row, doubt.defaultChecked, !doubt.defaultChecked);
  }

  document.querySelector("[data-keys]").hidden = false;
  form.querySelector(".govuk-error-summary")?.focus();
}
