// On a sheet of one's own: what this device keeps until it is saved, and who may read the words.
//
// Changes that aren't acknowledged outlive the page: of each sheet, part and field the newest, under a key of its own,
// so that two tabs don't undo one another.

import { clean } from "./clean.js";

export { restore } from "./restoring.js";

const START = "not-saved/";
const VALUES = ["nothing", "ticked", "not-true", "not-sure"];

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
const isAnswer = ({ statement, value }) => isText(statement) && VALUES.includes(value);
const isWords = ({ reflection, revision, instead_of: insteadOf, sent }) =>
    isText(reflection) && Number.isInteger(revision) && areTexts(sent) && (insteadOf === null || isText(insteadOf));
const isSharing = ({ may_read: mayRead, may_quote: quote, may_quote_outside: outside, instead_of: insteadOf, sent }) =>
    areTexts([mayRead, insteadOf]) && [quote, outside].every((value) => typeof value === "boolean") && areTexts(sent);
/** @type {Record<string, (change: any) => boolean>} */
const READS = { reflection: isWords, may_read: isSharing };

// Asks first if something would be lost, after a moment in which it may still arrive.
export function askBeforeHandingOver(sheet) {
  const form = document.querySelector("[data-hand-over]");
  form?.addEventListener("submit", async (event) => {
    const question = form.querySelector("[data-not-everything]");
    if (!question.hidden || !waiting(sheet).length) return forget(sheet);
    event.preventDefault();
    for (let turn = 0; waiting(sheet).length && turn < 20; turn++) await later(100);
    if (!waiting(sheet).length) return form.querySelector("[data-hand-over-words]").click();
    question.hidden = false;
    form.querySelector("[data-hand-over-words]").textContent = "Hand over now, and lose it";
  });
}

export const later = (time) => new Promise((resolve) => setTimeout(resolve, time)); // milliseconds

// "Who may read this?" opens once there are words, and says truthfully who can read them now.

export function whoMayRead(form, changed) {
  const fieldset = form.querySelector("[data-who-may-read]");
  if (!fieldset) return null;
  const { reflection: box, sharing_shown: shown, may_quote: quote, may_quote_outside: outside } = form.elements;
  const choices = [...fieldset.querySelectorAll("[name=may_read]")];
  const sent = new Set(); // choices that may have arrived without our hearing of it

  const isBlank = () => !clean(box.value).trim();
  const chosen = () => choices.find((one) => one.checked)?.value ?? "";
  const spelt = () => `${chosen()}:${+quote.checked}:${+outside.checked}`;

  // "round:1:0" is: people in this round, and it may be quoted.
  function show(spelling) {
    const [value, may, mayOutside] = spelling.split(":");
    choices.forEach((one) => (one.checked = one.value === value));
    quote.checked = may === "1";
    outside.checked = mayOutside === "1";
  }

  function tell() {
    const isWaiting = spelt() !== shown.value;
    const says = {
      me: chosen() !== "round" && !quote.checked,
      round: chosen() === "round",
      quote: quote.checked && !outside.checked,
      outside: outside.checked,
    };
    for (const line of fieldset.querySelectorAll("[data-now]")) {
      const { now } = line.dataset;
      line.hidden = isWaiting ? now !== "waiting" : !says[now];
    }
  }

  function pick() {
    tell();
    changed();
  }

  // Words that are taken out leave nothing to read: what is written next is asked about anew.
  function followWords() {
    const isEmpty = isBlank();
    fieldset.hidden = isEmpty;
    if (!isEmpty || spelt() === ":0:0") return;
    show(":0:0");
    pick();
  }

  fieldset.addEventListener("change", ({ target }) => {
    if (target === outside && outside.checked) quote.checked = true;
    if (target === quote && !quote.checked) outside.checked = false;
    // "Only me" and "you may quote it" can't both be: the newest counts.
    if (target.value === "only-me") quote.checked = outside.checked = false;
    else if (quote.checked && chosen() === "only-me") choices.forEach((one) => (one.checked = false));
    pick();
  });
  box.addEventListener("input", followWords);
  fieldset.hidden = isBlank();
  tell();

  return {
    isChanged: () => spelt() !== shown.value,
    content: () => ({
      may_read: chosen(),
      may_quote: quote.checked,
      may_quote_outside: outside.checked,
      instead_of: shown.value,
      sent: [...sent],
    }),
    flies: () => sent.add(spelt()),
    restore(change) {
      shown.value = change.instead_of;
      change.sent.forEach((one) => sent.add(one));
      show(`${change.may_read}:${+change.may_quote}:${+change.may_quote_outside}`);
      tell();
    },
    // Whether it has to be sent again: what is stored is an earlier choice made here.
    took(stored, isNewest) {
      const isMine = sent.has(stored);
      shown.value = stored;
      if (isNewest && !isMine) show(stored);
      tell();
      return isNewest && stored !== spelt();
    },
    followWords,
  };
}
