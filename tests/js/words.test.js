// Nobody's words are lost: what was sent and not heard of is one's own, and what somebody else wrote is put beside it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { putBack } from "../../static/js/restoring.js";
import { Words, bothTexts } from "../../static/js/words.js";

function wordsOf(text = "", revision = 0) {
  return new Words({ revision: { value: String(revision) }, fingerprint: { value: "" }, instead_of: { value: "" } }, text);
}

test("two texts become one", () => {
  assert.equal(bothTexts("Hers.", "His."), "Hers.\n\nHis.");
  assert.equal(bothTexts("We listen.", "We listen. Mostly."), "We listen. Mostly.");
  assert.equal(bothTexts("We listen. Mostly.", "We"), "We listen. Mostly.");
  assert.equal(bothTexts("", "Mine"), "Mine");
});

test("what follows a save goes over its revision", () => {
  const words = wordsOf();
  words.flies("One.");
  words.saved("One.", { revision: 1, fingerprint: "f1" });
  assert.deepEqual(words.content("Two."), { reflection: "Two.", revision: 1, instead_of: null, sent: [] });
  assert.equal(words.known, "One.");
  assert.equal(words.fields.fingerprint.value, "f1");
});

test("a text that arrived without our hearing of it is one’s own", () => {
  const words = wordsOf();
  words.flies("One.");
  assert.equal(words.content("One. Two.").instead_of, "One.");
  words.flies("One. Two.");
  assert.equal(words.foundOther({ text: "One.", revision: 1, fingerprint: "f1" }), true);
  assert.equal(words.conflict, null);
  assert.equal(words.content("One. Two.").revision, 1);
});

test("somebody else’s words are put beside one’s own, and gone over", () => {
  const words = wordsOf();
  words.flies("His.");
  assert.equal(words.foundOther({ text: "Hers.", revision: 4, fingerprint: "f4" }), false);
  assert.equal(words.merge("His."), "Hers.\n\nHis.");
  assert.deepEqual([words.content("x").revision, words.known, words.conflict], [4, "Hers.", null]);
});

test("an answer that was overtaken changes nothing", () => {
  const words = wordsOf("Newer.", 7);
  words.saved("Older.", { revision: 5, fingerprint: "old" });
  assert.deepEqual([words.fields.revision.value, words.known], ["7", "Newer."]);
});

test("a database that was put back to an earlier day takes what is written on", () => {
  const words = wordsOf("One.", 7);
  words.flies("One. Two.");
  assert.equal(words.foundOther({ text: "One.", revision: 3, fingerprint: "f3" }), true);
  assert.equal(words.content("One. Two.").instead_of, "One.");
});

test("what was kept on this device is restored", () => {
  const words = wordsOf("Stored.", 3);
  words.sent.add("Sent.");
  assert.equal(putBack(words, { reflection: "Kept.", revision: 2, instead_of: "Sent." }), "Kept.");
  assert.equal(putBack(words, { reflection: "Kept.", revision: 2, instead_of: "Sent." }, "New."), "Kept.\n\nNew.");
  assert.deepEqual(words.content("Kept."), { reflection: "Kept.", revision: 2, instead_of: "Sent.", sent: ["Sent."] });
});

test("what was kept goes over no text that is newer than what it follows, though the page came with that", () => {
  const words = wordsOf("Newer.", 3);
  putBack(words, { reflection: "Late.", revision: 2, instead_of: null });
  assert.equal(words.foundOther({ revision: 3, fingerprint: "f", text: "Newer." }), false);
  assert.equal(words.merge("Late."), "Newer.\n\nLate.");
  const same = wordsOf("Known.", 2);
  putBack(same, { reflection: "Late.", revision: 2, instead_of: null });
  assert.equal(same.foundOther({ revision: 3, fingerprint: "f", text: "Known." }), true);
});
