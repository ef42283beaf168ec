// The saved line says what is true, why it isn't saved if that lasts, and what to do.

import assert from "node:assert/strict";
import { test } from "node:test";

import { lineOf } from "../../static/js/saved-line.js";

const say = (failing) => lineOf({ failing: { why: "offline", tries: 0, isKept: false, ...failing } });
const ALL = ["offline", "unreachable", "slow", "busy", "fault", "stranger", "token", "signed-out"];

test("saved only when nothing else is known", () => {
  const savedAt = new Date(2026, 0, 1, 15, 4);
  assert.deepEqual(lineOf({ savedAt }), { state: "saved", words: "Saved at 3:04 pm. You can stop and come back." });
  assert.equal(lineOf({}).words, "Saving…");
  assert.equal(lineOf({ savedAt, trouble: "Not saved. No." }).words, "Not saved. No.");
  assert.equal(lineOf({ savedAt, stopped: "Closed." }).words, "Closed.");
});

for (const why of ALL) {
  test(`never saved, and never “no signal” without cause: ${why}`, () => {
    for (const isKept of [true, false]) {
      for (const isPressed of [true, false]) {
        for (const tries of [0, 1, 9]) {
          const { state, words } = say({ why, isKept, isPressed, tries });
          assert.match(words, /^(Not saved yet\.|No signal yet\.)/);
          const isSignal = why === "offline" || (why === "unreachable" && !tries && !isPressed); // it didn’t get out
          assert.equal(/signal/i.test(words), isSignal && (isKept || isPressed));
          assert.notEqual(state, "saved");
          assert.ok(!words.includes("  ") && words.endsWith("."));
          if (!isKept) assert.ok(!words.includes("this device"));
        }
      }
    }
  });
}

test("a reason is said once it lasts", () => {
  assert.equal(say({ why: "fault" }).words, "Not saved yet. We’ll keep trying. You can carry on.");
  assert.match(say({ why: "fault", tries: 1 }).words, /The fault is ours\./);
  assert.match(say({ why: "stranger", tries: 1 }).words, /a filter, or wifi that wants you to sign in/);
  assert.match(say({ why: "unreachable", tries: 3 }).words, /can’t be reached/);
});

test("what is kept is no problem, until somebody wants to go on", () => {
  assert.equal(say({ isKept: true }).state, "kept");
  assert.equal(say({ isKept: true, isPressed: true }).state, "problem");
  assert.equal(say({ isKept: false }).state, "problem");
});
