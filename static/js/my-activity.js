// An activity on one's own sheet, walked as any part is: beside where somebody would like it to be stands what they have
// just said of where it is now.

import "./my-part.js";

const NOW = "fieldset[data-statement$='.now']";

const form = document.querySelector("form[data-autosave]");
const steps = [...form.querySelectorAll("fieldset[data-statement]")];
const aimOf = (step) => steps.find((one) => one.dataset.statement === step.dataset.statement.replace(/now$/, "aim"));

steps.filter((step) => step.matches(NOW)).forEach(tell); // chosen before this ran
for (const kind of ["change", "shown"]) form.addEventListener(kind, hear);

function hear({ target }) {
  const step = target.closest(NOW);
  if (step) tell(step);
}

function tell(step) {
  const said = step.querySelector(":checked")?.value;
  const tags = aimOf(step).querySelectorAll("[data-said-now]");
  tags.forEach((tag) => (tag.hidden = tag.dataset.saidNow !== said));
}
