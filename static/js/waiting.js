// Changes that aren't acknowledged yet, kept on this device so that they outlive the page: of each sheet, part and
// field the newest, under a key of its own, so that two tabs don't undo one another.

const START = "not-saved/";

// Resolves to nothing where the browser keeps nothing for us.
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

// Whether it is kept: there may be no room, or no leave.
export function keep(sheet, part, field, change) {
  try {
    localStorage.setItem(START + [sheet, part, field].join("/"), JSON.stringify(change));
    return true;
  } catch {
    return false;
  }
}

// `at` says of which change: a newer one stays.
export function drop(sheet, part, field, at = Infinity) {
  const found = waiting(sheet, part).find((one) => one.field === field);
  if (found && found.change.at <= at) storage().removeItem(found.key);
}

// Oldest first; of all parts if none is named.
export function waiting(sheet, part = "") {
  const start = START + [sheet, part].filter(Boolean).join("/") + "/";
  const keys = Object.keys(storage() ?? {}).filter((key) => sheet && key.startsWith(start));
  return keys.map(found).sort((one, other) => one.change.at - other.change.at);
}

function found(key) {
  const [, , part, field] = key.split("/");
  return { key, part, field, change: JSON.parse(storage().getItem(key)) };
}

export function forget(sheet) {
  for (const { key } of waiting(sheet)) storage().removeItem(key);
}
