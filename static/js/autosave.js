// Saves each change of a part as it is made, and says truthfully whether it is saved. The form works without this.
//
// `statements` says how the page shows them: rows, and of each its key(row), value(row) and show(row, value).
// `own` (own-sheet.js) keeps on the device what isn't acknowledged, and says who can read the words.

import { listen } from "./leaving.js";
import { Saving } from "./saving.js";

export function keepSaving(form, statements, own) {
  const saving = new Saving(form, statements, own);
  listen(saving, form);
  saving.begin();
  return saving;
}

// A part with all its statements as boxes to tick.
function begin(form) {
  const rows = [...form.querySelectorAll(".statement")];
  rows.forEach((row) => onlyTheNewer(...boxes(row)));
  const saving = keepSaving(form, { rows, key, value, show });

  form.addEventListener("change", ({ target }) => {
    const row = target.closest(".statement");
    if (!row) return;
    if (target.checked) boxes(row).forEach((other) => (other.checked = other === target));
    saving.changed(boxes(row)[0].name);
  });
}

const boxes = (row) => row.querySelectorAll("input");
const key = (row) => boxes(row)[0].name.replace("answer-", "");

function value(row) {
  const [tick, unsure] = boxes(row);
  return tick.checked ? "ticked" : unsure.checked ? "not-sure" : "nothing";
}

function show(row, newValue) {
  const [tick, unsure] = boxes(row);
  tick.checked = newValue === "ticked";
  unsure.checked = newValue === "not-sure";
}

// Before a script ran, both could be ticked: as without one, the new one counts, or else the doubt.
function onlyTheNewer(tick, unsure) {
  if (tick.checked && unsure.checked) (unsure.defaultChecked ? unsure : tick).checked = false;
}

const form = globalThis.document?.querySelector("form[data-autosave]");
if (form?.querySelector(".statement")) begin(form);
