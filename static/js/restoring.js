// What was changed on this device before, and never acknowledged, comes back. What was changed on this page is newer.

import { SHARING, WORDS } from "./part.js";

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
  if (part.isStatement(field)) part.show(field, change.value);
  else if (field === SHARING && part.who) part.who.restore(change);
  else return; // no part of ours asks for it any more
  saving.changed(field, { wall, after });
}

// A page that came back with its words already holds the newest.
function restoreWords(saving, change, isEarly) {
  const { box, words, who } = saving.part;
  words.remember(change.sent);
  if (!saving.cameWithWords) {
    box.value = words.restore(change, isEarly ? box.value : "");
    who?.followWords();
  }
  saving.typed();
}
