// An activity on the together sheet: each choice is saved as it is made. The form works without this.

import { keepSaving } from "./autosave.js";

const form = document.querySelector("form[data-autosave]");
const rows = [...form.querySelectorAll("fieldset[data-statement]")];
const saving = keepSaving(form, {
  rows,
  key: (row) => row.dataset.statement,
  value: (row) => row.querySelector(":checked")?.value ?? "nothing",
  show: (row, value) => row.querySelectorAll("[type=radio]").forEach((one) => (one.checked = one.value === value)),
});

form.addEventListener("change", ({ target }) => {
  const row = target.closest("fieldset[data-statement]");
  if (row) saving.changed(`answer-${row.dataset.statement}`);
});
