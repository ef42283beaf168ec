// Asks before somebody leaves words behind that they haven't saved. Without this, nobody is asked.
const form = document.querySelector("form[data-unsaved-words]");

// What was written before this ran counts too: a field is compared with what the page gave it.
function isChanged(field) {
  if (["hidden", "fieldset"].includes(field.type)) return false;
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== (field.defaultValue ?? field.value).replace(/\r\n?/g, "\n");
  const given = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(given, 0);
}

if (form) {
  const isUnsaved = () => "unsaved" in form.dataset || [...form.elements].some(isChanged);
  let isDone = false;
  const done = () => {
    isDone = true;
  };

  // The address leads to the form, so browsers don't give the focus to its mistakes by themselves.
  form.querySelector(".govuk-error-summary")?.focus();
  form.addEventListener("submit", done);
  document.querySelectorAll("[data-stop]").forEach((link) => link.addEventListener("click", done));
  addEventListener("beforeunload", (event) => {
    if (!isDone && isUnsaved()) event.preventDefault();
  });
}
