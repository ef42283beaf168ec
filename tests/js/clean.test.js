// A page knows its own words when they come back as our server keeps them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { clean } from "../../static/js/clean.js";
import { readPart } from "../../static/js/part.js";

const CASES = JSON.parse(readFileSync(new URL("cleaned.json", import.meta.url), "utf8")); // tests/teams/test_words.py too

for (const [pasted, kept] of CASES) {
  test(`as our server does: ${JSON.stringify(pasted)}`, () => assert.equal(clean(pasted), kept));
}

function partWith(stored) {
  const fields = { revision: { value: "0" }, fingerprint: { value: "" }, instead_of: { value: "" } };
  const reflection = { value: stored, defaultValue: stored };
  return { part: readPart({ elements: { ...fields, reflection } }, { rows: [] }), reflection };
}

for (const [pasted, kept] of CASES) {
  test(`what was pasted is one’s own when it comes back: ${JSON.stringify(pasted)}`, () => {
    const { part, reflection } = partWith("");
    reflection.value = pasted;
    assert.equal(part.content("reflection").reflection, kept);
    part.flies("reflection");
    reflection.value = `${pasted} and more`;
    assert.equal(part.words.foundOther({ text: kept, revision: 1, fingerprint: "" }), true);
  });

  test(`what is stored isn’t sent again: ${JSON.stringify(pasted)}`, () => {
    const { part, reflection } = partWith(kept);
    reflection.value = pasted; // as a browser puts it back
    assert.deepEqual(part.differences(), []);
  });
}
