// Whether a field holds something else than the page gave it, whoever changed it, and whenever: also before a script ran.
export function isChanged(field) {
  if (["hidden", "fieldset"].includes(field.type)) return false;
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== (field.defaultValue ?? field.value).replace(/\r\n?/g, "\n");
  const given = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(given, 0);
}
