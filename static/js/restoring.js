// What was changed on this device before, and never acknowledged, comes back. What was changed on this page is newer.

import { WORDS } from "./part.js";
import { bothTexts } from "./words.js";

/**
 * @param {any} saving
 * @param {{ field: string, change: any }[]} kept
 * @param {string[]} early fields that were changed before the script ran
 */
export function restore(saving, kept, early) {
  for (const { field, change } of kept) {
    const isEarly = early.includes(field);
    if (field === WORDS) restoreWords(saving, change, isEarly);
    else if (!isEarly) restoreChoice(saving, field, change);
  }
}

function restoreChoice(saving, field, { wall, after, ...change }) {
  const { part } = saving;
  if (!part.offers(field, change.value)) return; // no part of ours asks for it any more
  part.show(field, change.value);
  saving.changed(field, { wall, after });
}

// A page that came back with its words already holds the newest.
function restoreWords(saving, change, isEarly) {
  const { box, text, words, readers } = saving.part;
  change.sent.forEach((one) => words.sent.add(one));
  if (!saving.cameWithWords) {
    box.value = putBack(words, change, isEarly ? text() : "");
    readers?.follow();
  }
  saving.typed();
}

/**
 * In step with what was kept. Says what text it makes, with what has been written here meanwhile.
 * @param {import("./words.js").Words} words
 * @param {{ reflection: string, revision: number, instead_of: string | null }} kept
 * @param {string} [written]
 */
export function putBack(words, { reflection, revision, instead_of: insteadOf }, written) {
  const { fields } = words;
  if (revision < +fields.revision.value) words.known = null; // what the page came with is newer than what they follow
  fields.revision.value = String(revision);
  fields.instead_of.value = insteadOf ?? "";
  return written ? bothTexts(reflection, written) : reflection;
}
