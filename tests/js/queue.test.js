// What is kept, how old it says it is, and that nothing that fails keeps the others.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock, Queue } from "../../static/js/queue.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

// A device: time goes by, its clock is put right, it sleeps. The server decides as assessments/changes.py does.
class Device {
  constructor() {
    Object.assign(this, { true: 1_000_000_000_000, off: 0, slept: 0 });
    this.started = this.true;
    this.clock = new Clock(this.true, { steady: () => this.true - this.started - this.slept, wall: () => this.true + this.off });
  }
  passes(time) {
    this.true += time;
  }
  sleeps(time) {
    this.true += time;
    this.slept += time;
  }
  arrives({ age, after }) {
    return Math.min(Math.max(this.true - age, after), this.true);
  }
}

for (const [name, off] of [["a day ahead", DAY], ["a day back", -DAY], ["years ahead", 4_000 * DAY], ["broken", NaN]]) {
  test(`a clock that is put ${name} makes nothing older or newer than it is`, () => {
    const device = new Device();
    device.passes(MINUTE);
    const made = device.clock.now();
    const really = device.true;
    device.passes(MINUTE);
    device.off = off;
    device.passes(MINUTE);
    assert.ok(Math.abs(device.arrives(device.clock.tell(made)) - really) <= 2);
  });
}

test("a sleep that the page’s own clock doesn’t count makes a change as old as it is", () => {
  const device = new Device();
  const made = device.clock.now();
  const really = device.true;
  device.sleeps(8 * 60 * MINUTE);
  device.passes(MINUTE);
  assert.ok(Math.abs(device.arrives(device.clock.tell(made)) - really) <= 2);
});

test("whatever a clock says, an untick is later than the tick that was saved before it", () => {
  for (const off of [DAY, -DAY, 400 * DAY, NaN, Infinity, -Infinity]) {
    const device = new Device();
    const saved = device.true;
    device.clock.heard(saved + 1);
    const untick = device.clock.now(); // in the same millisecond
    device.off = off;
    device.passes(MINUTE);
    const { age, after } = device.clock.tell(untick);
    assert.ok(Number.isInteger(age) && age >= 0 && age <= 30 * DAY);
    assert.ok(device.arrives({ age, after }) > saved);
  }
});

test("what was kept over days is older than it, and later than what its page had seen", () => {
  const device = new Device();
  const { wall, after } = device.clock.now();
  device.passes(3 * DAY);
  const other = new Clock(device.true, { steady: () => 5, wall: () => device.true + device.off });
  assert.equal(device.arrives(other.tell({ wall, after })), device.true - 3 * DAY + 1);
  device.off = 30 * DAY;
  assert.equal(device.arrives(other.tell({ wall, after })), after);
});

test("a page that wasn’t told our time sends ages only", () => {
  assert.equal(new Clock(NaN).now().after, 0);
  const clock = new Clock(NaN);
  clock.heard(undefined);
  clock.heard(NaN);
  assert.equal(clock.now().after, 0);
});

test("our time is never taken back by an answer that was long on its way", () => {
  const clock = new Clock(1_000, { steady: () => 0 });
  clock.heard(5_000);
  clock.heard(2_000);
  assert.equal(clock.serverTime(), 5_000);
});

// A queue with a server that says of each field what becomes of it, and pauses that end at once.
function queueWith(answers) {
  const tried = [];
  const send = async (field) => {
    tried.push(field);
    const next = answers[field]?.length > 1 ? answers[field].shift() : answers[field]?.[0];
    return typeof next === "function" ? next() : next;
  };
  const pauses = [];
  const queue = new Queue(send, undefined, (time) => new Promise((resolve) => pauses.push({ time, resolve })));
  const turn = async () => {
    await new Promise(setImmediate);
    pauses.splice(0).forEach(({ resolve }) => resolve());
    await new Promise(setImmediate);
  };
  return { queue, tried, pauses, turn };
}

for (const why of ["stranger", "fault"]) {
  test(`a change that fails again and again (${why}) doesn’t keep the others, and is tried on`, async () => {
    const { queue, tried, turn } = queueWith({ words: [why] });
    queue.put("words", { number: 1 });
    queue.put("a", { number: 2 });
    queue.put("b", { number: 3 });
    await turn();
    assert.deepEqual([...queue.changes.keys()], ["words"]);
    assert.equal(queue.why, why);
    queue.put("c", { number: 4 });
    await turn();
    await turn();
    assert.ok(tried.includes("c") && tried.filter((field) => field === "words").length > 1);
    queue.clear();
    await turn();
  });
}

test("without a connection one try is enough, and all go once there is one", async () => {
  const { queue, tried, turn } = queueWith({ a: ["offline", undefined] });
  queue.put("a", { number: 1 });
  queue.put("b", { number: 2 });
  await new Promise(setImmediate);
  assert.deepEqual(tried, ["a"]);
  await turn();
  await turn();
  assert.deepEqual(tried, ["a", "b", "a"]);
  assert.equal(queue.size, 0);
  assert.equal(queue.tries, 0);
});

for (const why of ["offline", "unreachable", "slow", "busy", "token", "stranger", "fault"]) {
  test(`a change that never gets through (${why}) keeps no other`, async () => {
    const { queue, turn } = queueWith({ a: Array(9).fill(why) });
    queue.put("a", { number: 1 });
    queue.put("b", { number: 2 });
    queue.put("c", { number: 3 });
    for (let n = 0; n < 3; n++) await turn();
    assert.deepEqual([...queue.changes.keys()], ["a"]);
    queue.clear();
    await turn();
  });
}

test("what is tried while a signal comes back is tried again at once", async () => {
  let fail;
  const { queue, tried, pauses } = queueWith({ a: [() => new Promise((resolve) => (fail = () => resolve("offline"))), undefined] });
  queue.put("a", { number: 1 });
  await new Promise(setImmediate);
  queue.wake();
  fail();
  await new Promise(setImmediate);
  assert.deepEqual([tried, pauses], [["a", "a"], []]);
  assert.equal(queue.size, 0);
});

test("of a field the newest change counts, also while an older one is on its way", async () => {
  let arrive;
  const { queue, tried, turn } = queueWith({ a: [() => new Promise((resolve) => (arrive = resolve)), undefined] });
  queue.put("a", { number: 1 });
  await new Promise(setImmediate);
  queue.put("a", { number: 2 });
  arrive();
  await turn();
  assert.deepEqual(tried, ["a", "a"]);
  assert.equal(queue.size, 0);
});

test("a reason stays known while a newer change of the same field waits", async () => {
  const { queue, turn } = queueWith({ a: ["offline"] });
  queue.put("a", { number: 1 });
  await new Promise(setImmediate);
  queue.put("a", { number: 2 });
  assert.equal(queue.why, "offline");
  queue.clear();
  await turn();
});

test("pauses grow, and end", async () => {
  const { queue, pauses, turn } = queueWith({ a: ["offline"] });
  queue.put("a", { number: 1 });
  const times = [];
  for (let tries = 0; tries < 8; tries++) {
    await new Promise(setImmediate);
    times.push(...pauses.map(({ time }) => time));
    await turn();
  }
  assert.ok(times[0] <= 2_000 && times.at(-1) > 10_000 && Math.max(...times) <= 30_000, times);
  queue.clear();
  await turn();
});

test("when a page goes, what isn’t on its way is sent at once", async () => {
  const never = () => new Promise(() => {});
  const { queue, tried } = queueWith({ a: [never], b: [never] });
  queue.put("a", { number: 1 });
  queue.put("b", { number: 2 });
  await new Promise(setImmediate);
  queue.sendAll();
  assert.deepEqual(tried, ["a", "b"]);
});
