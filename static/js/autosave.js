// A part with all its statements as boxes to tick. The form works without this.

import { keepSaving } from "./saving.js";

const form = globalThis.document?.querySelector("form[data-autosave]");
if (form?.querySelector(".statement")) begin(form);

async function begin(form) {
  const rows = [...form.querySelectorAll(".statement")];
  const boxes = (row) => row.querySelectorAll("input");
  const statements = {
    rows,
    key: (row) => boxes(row)[0].name.replace("answer-", ""),
    value(row) {
      const [tick, unsure] = boxes(row);
      return tick.checked ? "ticked" : unsure.checked ? "not-sure" : "nothing";
    },
    show(row, value) {
      const [tick, unsure] = boxes(row);
      tick.checked = value === "ticked";
      unsure.checked = value === "not-sure";
    },
  };
  const own = form.dataset.sheet && (await import("./own-sheet.js"));
  rows.forEach((row) => onlyTheNewer(...boxes(row)));
  const saving = keepSaving(form, statements, own);

  form.addEventListener("change", ({ target }) => {
    const row = target.closest(".statement");
    if (!row) return;
    if (target.checked) boxes(row).forEach((other) => (other.checked = other === target));
    saving.changed(boxes(row)[0].name);
  });
}

// Before a script ran, both could be ticked: as without one, the new one counts, or else the doubt.
export function onlyTheNewer(tick, unsure) {
  if (tick.checked && unsure.checked) (unsure.defaultChecked ? unsure : tick).checked = false;
}
