// On a sheet of one's own: what this device keeps until it is saved, and who can read the words.
//
// Changes that aren't acknowledged outlive the page: of each sheet, part and field the newest, under a key of its own,
// so that two tabs don't undo one another.

import { clean } from "./clean.js";
import { VALUES } from "./part.js";

export { restore } from "./restoring.js";

const START = "not-saved/";
const OF_ACTIVITY = /\.(now|aim)$/; // each has places of its own, by their keys
const A_KEY = /^[\w-]+$/;

// Null where the browser keeps nothing for us.
function storage() {
  try {
    return globalThis.localStorage ?? null;
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

// `number` says of which change: a newer one stays.
export function drop(sheet, part, field, number) {
  const found = find(sheet, part, field);
  if (found?.change.number <= number) remove(found.key);
}

// It stays for the next page of its part.
export function arrived(sheet, part, field, number) {
  const found = find(sheet, part, field);
  if (found?.change.number === number) keep(sheet, part, field, { ...found.change, hasArrived: true });
}

// On pages that show no answers nothing has to be brought back.
export function dropArrived(sheet) {
  const all = waiting(sheet).filter(({ change }) => change.hasArrived);
  all.forEach(({ part, field, change }) => drop(sheet, part, field, change.number));
}

// With what is known of it now, unless another tab has a newer one or has seen to it.
export function amend(sheet, part, field, change) {
  if (find(sheet, part, field)?.change.number === change.number) keep(sheet, part, field, change);
}

const find = (sheet, part, field) => waiting(sheet, part).find((one) => one.field === field);

// Oldest first; of all parts if none is named. What can't be read is passed over: it mustn't keep the others.
export function waiting(sheet, part = "") {
  const found = keysOf(sheet, part).map(read).filter(Boolean);
  return found.sort((one, other) => one.change.number - other.change.number);
}

// Changes are numbered in the order in which they were made, whatever a clock says.
export const lastNumber = (sheet) => Math.max(0, ...waiting(sheet).map(({ change }) => change.number));

export function forget(sheet) {
  keysOf(sheet).forEach(remove);
}

function keysOf(sheet, part = "") {
  const start = START + [sheet, part].filter(Boolean).join("/") + "/";
  try {
    return Object.keys(storage() ?? {}).filter((key) => sheet && key.startsWith(start));
  } catch {
    return [];
  }
}

function remove(key) {
  try {
    storage().removeItem(key);
  } catch {
    // It stays, then: nothing else depends on it.
  }
}

function read(key) {
  const [, , part, field] = key.split("/");
  try {
    const change = JSON.parse(storage().getItem(key));
    return isChange(field, change) ? { key, part, field, change: known(change) } : null;
  } catch {
    return null;
  }
}

// As our server spells what has arrived.
const known = (change) => (change.sent ? { ...change, sent: change.sent.map(clean) } : change);

// Anybody's script and any older page of ours may have written there.
function isChange(field, change) {
  const isOurs = [change?.number, change?.wall, change?.after].every(Number.isFinite) && /^\/(?!\/)/.test(change.url);
  const reads = field.startsWith("answer-") ? isAnswer : READS[field];
  return isOurs && reads?.(change) === true;
}

const isText = (value) => typeof value === "string";
const areTexts = (values) => Array.isArray(values) && values.every(isText);
const isAnswer = ({ statement, value }) => isText(statement) && isText(value) && isValue(statement, value);
const isValue = (statement, value) => (OF_ACTIVITY.test(statement) ? A_KEY.test(value) : VALUES.includes(value));
const isWords = ({ reflection, revision, instead_of: insteadOf, sent }) =>
    isText(reflection) && Number.isInteger(revision) && areTexts(sent) && (insteadOf === null || isText(insteadOf));
/** @type {Record<string, (change: any) => boolean>} */
const READS = { reflection: isWords };

export const later = (time) => new Promise((resolve) => setTimeout(resolve, time)); // milliseconds

// Who can read the words now, as our server says: told once there are some.
export function whoReads(form) {
  const place = form.querySelector("[data-who-reads]");
  if (!place) return null;
  const { reflection: box } = form.elements;
  const follow = () => (place.hidden = !clean(box.value).trim());

  function tell(readers) {
    place.querySelectorAll("[data-now]").forEach((line) => (line.hidden = line.dataset.now !== readers));
  }

  box.addEventListener("input", follow);
  follow();
  return { follow, tell };
}
