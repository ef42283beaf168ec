// An activity on one's own sheet, walked as any part is: beside where somebody would like it to be stands what they have
// just said of where it is now.

import "./my-part.js";

const form = document.querySelector("form[data-autosave]");
const steps = [...form.querySelectorAll("fieldset[data-statement]")];
const aimOf = (step) => steps.find((one) => one.dataset.statement === step.dataset.statement.replace(/now$/, "aim"));

form.addEventListener("change", ({ target }) => {
  const step = target.closest("fieldset[data-statement$='.now']");
  if (step) tell(aimOf(step), target.value);
});

function tell(step, said) {
  step.querySelectorAll("[data-said-now]").forEach((tag) => (tag.hidden = tag.dataset.saidNow !== said));
}
