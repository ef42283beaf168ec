// A part with all its statements as boxes to tick. The form works without this.

import { keepSaving } from "./saving.js";

const form = document.querySelector("form[data-autosave]");
if (form) begin(form);

function begin(form) {
  const rows = [...form.querySelectorAll(".statement")];
  const boxes = (row) => row.querySelectorAll("input");
  const changed = keepSaving(form, {
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
  });

  form.addEventListener("change", ({ target }) => {
    const row = target.closest(".statement");
    if (!row) return;
    if (target.checked) boxes(row).forEach((other) => (other.checked = other === target));
    changed(boxes(row)[0].name);
  });
}
