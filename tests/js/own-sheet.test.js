// What a browser keeps for us may be broken, full or refused. Nothing else is kept from being saved by that.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { amend, arrived, drop, dropArrived, forget, keep, lastNumber, waiting } from "../../static/js/own-sheet.js";

// As browsers have it: keys are the object's own.
class Storage {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, value) {
    this[key] = String(value);
  }
  removeItem(key) {
    delete this[key];
  }
}

const tick = (number, more = {}) => ({ number, wall: 9 - number, after: 0, url: "/save/", statement: "s1", value: "ticked", ...more });
const text = { number: 5, wall: 1, after: 0, url: "/save/", reflection: "Words", revision: 0, instead_of: null, sent: [] };

function browserKeeps(storage) {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, ...storage });
}
afterEach(() => delete globalThis.localStorage);

test("changes come back in the order in which they were made, whatever the clock said", () => {
  browserKeeps({ value: new Storage() });
  for (const number of [3, 1, 2]) assert.ok(keep("sheet", "p1", `answer-s${number}`, tick(number)));
  assert.ok(keep("sheet", "p2", "reflection", text));
  assert.deepEqual(waiting("sheet").map(({ change }) => change.number), [1, 2, 3, 5]);
  assert.equal(lastNumber("sheet"), 5);
  assert.equal(waiting("sheet", "p2").length, 1);
  assert.deepEqual(waiting("other"), []);
  assert.deepEqual(waiting(undefined), []);
});

test("where an activity is placed is kept by the places’ own names", () => {
  browserKeeps({ value: new Storage() });
  for (const step of ["now", "aim"]) keep("sheet", "activity-lunch", `answer-step.${step}`, tick(1, { statement: `step.${step}`, value: "co-design" }));
  keep("sheet", "activity-lunch", "answer-step.then", tick(2, { statement: "step.then", value: "co-design" }));
  keep("sheet", "activity-bus", "answer-step.now", tick(3, { statement: "step.now", value: "not one" }));
  assert.deepEqual(waiting("sheet").map(({ field }) => field), ["answer-step.now", "answer-step.aim"]);
  drop("sheet", "activity-lunch", "answer-step.now", 1);
  assert.equal(waiting("sheet", "activity-lunch").length, 1);
});

test("an acknowledgement removes that change, and no newer one", () => {
  browserKeeps({ value: new Storage() });
  keep("sheet", "p1", "answer-s1", tick(4));
  drop("sheet", "p1", "answer-s1", 3);
  assert.equal(waiting("sheet").length, 1);
  drop("sheet", "p1", "answer-s1", 4);
  assert.equal(waiting("sheet").length, 0);
});

test("what has arrived stays until a page says that it needn’t, and a newer change beyond that", () => {
  browserKeeps({ value: new Storage() });
  const kept = () => waiting("sheet").map(({ field }) => field);
  keep("sheet", "p1", "answer-s1", tick(1));
  keep("sheet", "p1", "answer-s2", tick(2));
  keep("sheet", "p1", "answer-s3", tick(3));
  arrived("sheet", "p1", "answer-s1", 1);
  arrived("sheet", "p1", "answer-s2", 1);
  assert.deepEqual(kept(), ["answer-s1", "answer-s2", "answer-s3"]);
  dropArrived("sheet");
  assert.deepEqual(kept(), ["answer-s2", "answer-s3"]);
});

test("what is learnt of a change undoes no newer one of another tab, nor what was settled there", () => {
  browserKeeps({ value: new Storage() });
  const kept = () => waiting("sheet").map(({ change }) => change.value);
  keep("sheet", "p1", "answer-s1", tick(2));
  amend("sheet", "p1", "answer-s1", tick(1, { value: "nothing" }));
  assert.deepEqual(kept(), ["ticked"]);
  amend("sheet", "p1", "answer-s1", tick(2, { value: "nothing" }));
  assert.deepEqual(kept(), ["nothing"]);
  drop("sheet", "p1", "answer-s1", 2);
  amend("sheet", "p1", "answer-s1", tick(2));
  assert.deepEqual(kept(), []);
});

test("texts that were sent are known as our server spells them", () => {
  browserKeeps({ value: new Storage() });
  keep("sheet", "p1", "reflection", { ...text, sent: ["co\u00adpro\u2028duction"] });
  assert.deepEqual(waiting("sheet")[0].change.sent, ["copro\nduction"]);
});

const BROKEN = ["", "{", "null", "5", '"x"', "[]", "{}", JSON.stringify(tick("1")), JSON.stringify(tick(1, { url: "//elsewhere.example/" })),
  JSON.stringify(tick(1, { url: 7 })), JSON.stringify(tick(1, { value: "toggle" })), JSON.stringify({ ...tick(1), wall: null }),
  JSON.stringify({ at: 1, url: "/save/", statement: "s1", value: "ticked" })];
for (const broken of BROKEN) {
  test(`a broken value keeps no other from being sent: ${broken}`, () => {
    const storage = new Storage();
    browserKeeps({ value: storage });
    keep("sheet", "p1", "answer-s2", tick(2));
    for (const field of ["answer-s1", "reflection", "may_read", "constructor"]) storage.setItem(`not-saved/sheet/p1/${field}`, broken);
    assert.deepEqual(waiting("sheet").map(({ field }) => field), ["answer-s2"]);
    assert.equal(lastNumber("sheet"), 2);
    forget("sheet");
    assert.deepEqual(Object.keys(storage), []);
  });
}

test("words of another shape are passed over", () => {
  const storage = new Storage();
  browserKeeps({ value: storage });
  for (const wrong of [{ reflection: 5 }, { revision: "0" }, { sent: "x" }, { sent: [1] }, { instead_of: 3 }]) {
    storage.setItem("not-saved/sheet/p1/reflection", JSON.stringify({ ...text, ...wrong }));
    assert.deepEqual(waiting("sheet"), []);
  }
});

const REFUSALS = {
  "there is none": { value: undefined },
  "it is null": { value: null },
  "it is refused": { get() { throw new DOMException("refused", "SecurityError"); } },
  "it is full": { value: Object.assign(Object.create({ setItem() { throw new DOMException("full", "QuotaExceededError"); } })) },
  "it refuses everything": { value: new Proxy({}, { ownKeys() { throw new DOMException("x", "SecurityError"); }, get() { throw new DOMException("x", "SecurityError"); } }) },
};
for (const [name, storage] of Object.entries(REFUSALS)) {
  test(`nothing is kept where ${name}, and nothing breaks`, () => {
    browserKeeps(storage);
    assert.equal(keep("sheet", "p1", "answer-s1", tick(1)), false);
    assert.deepEqual(waiting("sheet"), []);
    assert.equal(lastNumber("sheet"), 0);
    drop("sheet", "p1", "answer-s1", 1);
    forget("sheet");
  });
}
