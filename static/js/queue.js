// What was changed on a page and isn't acknowledged yet: of each field the newest change, tried until it is settled.

const LONGEST_PAUSE = 30_000; // milliseconds, like all times here
const OLDEST = 30 * 24 * 60 * 60 * 1000;
const FOR_ALL = ["offline", "unreachable", "slow", "busy", "signed-out", "token"]; // why no other change would fare better now

/**
 * When something was changed. `steady` is this page's own clock, which doesn't jump but may stand still while a device
 * sleeps; `wall` can be put right at any time. Our server's clock had surely reached `after` by then.
 * @typedef {{ steady?: number, wall: number, after: number }} Moment
 * `why` says why the last try failed.
 * @typedef {Moment & { number: number, isFlying?: boolean, why?: string }} Change
 */

/** Tells how old a change is, whatever is done to the clock of this device. */
export class Clock {
  /** @param {number} serverTime when the page was made */
  constructor(serverTime, { steady = () => performance.now(), wall = () => Date.now() } = {}) {
    this.steady = steady;
    this.wall = wall;
    this.known = Number.isFinite(serverTime) ? serverTime : 0;
    this.knownAt = steady();
  }

  /** @param {number} [serverTime] */
  heard(serverTime) {
    if (!Number.isFinite(serverTime) || serverTime <= this.serverTime()) return;
    this.known = serverTime;
    this.knownAt = this.steady();
  }

  /** As far as it must have come: a device that slept doesn't know how much further. */
  serverTime() {
    return this.known + this.steady() - this.knownAt;
  }

  /** @returns {Moment} */
  now() {
    const after = this.known ? Math.ceil(this.serverTime()) + 1 : 0;
    return { steady: this.steady(), wall: this.wall(), after };
  }

  /**
   * What is sent of it. Our server sees to it that no clock of a device makes it older than `after`.
   * @param {Moment} moment
   */
  tell({ steady, wall, after }) {
    return { age: ageOf(this.wall() - wall, steady === undefined ? 0 : this.steady() - steady), after };
  }
}

/**
 * The later of both clocks counts a sleep; a broken one counts nothing.
 * @param {number[]} elapsed
 */
function ageOf(...elapsed) {
  const longest = Math.max(0, ...elapsed.filter(Number.isFinite));
  return Math.min(Math.round(longest), OLDEST);
}

/** Sends what is in it, one after the other. What fails doesn't keep the others. */
export class Queue {
  /**
   * @param {(field: string, change: Change) => Promise<string | undefined>} send says why it isn't settled, if it isn't
   * @param {() => void} told is called after each try
   * @param {(time: number) => Promise<void>} [later]
   */
  constructor(send, told = () => {}, later = (time) => new Promise((resolve) => setTimeout(resolve, time))) {
    /** @type {Map<string, Change>} */
    this.changes = new Map(); // the newest of each field, in the order in which they are tried
    this.send = send;
    this.told = told;
    this.later = later;
    this.tries = 0; // in a row in which something failed
    this.isWorking = false;
    this.isWoken = false;
    this.endPause = () => {};
  }

  /** Why something isn't acknowledged yet; undefined while nothing has failed. */
  get why() {
    return [...this.changes.values()].map(({ why }) => why).find(Boolean);
  }

  get size() {
    return this.changes.size;
  }

  /** @param {string} field */
  has(field) {
    return this.changes.has(field);
  }

  /** @param {string} field */
  get(field) {
    return this.changes.get(field);
  }

  /**
   * @param {string} field
   * @param {Change} change
   */
  put(field, change) {
    const { why } = this;
    change.why ??= this.get(field)?.why;
    this.changes.delete(field);
    this.changes.set(field, change);
    if (why && !FOR_ALL.includes(why)) this.wake();
    this.work();
  }

  clear() {
    this.changes.clear();
  }

  /** No pause now, nor after what is tried now: that may have begun before things were better. */
  wake() {
    this.isWoken = true;
    this.endPause();
  }

  async work() {
    if (this.isWorking) return;
    this.isWorking = true;
    while (this.size) {
      const hasFailed = await this.tryAll();
      this.tries = hasFailed ? this.tries + 1 : 0;
      if (hasFailed && this.size) await this.pause();
    }
    this.isWorking = false;
  }

  /** Each once, unless none can do better. Says whether something failed. */
  async tryAll() {
    let hasFailed = false;
    this.isWoken = false;
    for (const [field, change] of [...this.changes]) {
      if (this.get(field) !== change) continue; // there is a newer one
      await this.tryOne(field, change);
      hasFailed ||= Boolean(change.why);
      if (FOR_ALL.includes(change.why ?? "")) {
        this.lineUpAgain(field, change);
        break;
      }
    }
    return hasFailed;
  }

  /**
   * Behind the others: something on the way may stop just this one, however it looks.
   * @param {string} field
   * @param {Change} change
   */
  lineUpAgain(field, change) {
    if (this.get(field) !== change) return;
    this.changes.delete(field);
    this.changes.set(field, change);
  }

  /**
   * @param {string} field
   * @param {Change} change
   */
  async tryOne(field, change) {
    change.isFlying = true;
    change.why = await this.send(field, change);
    change.isFlying = false;
    if (!change.why && this.get(field) === change) this.changes.delete(field);
    this.told();
  }

  /** When a page goes: whatever isn't on its way already. */
  sendAll() {
    for (const [field, change] of this.changes) if (!change.isFlying) this.tryOne(field, change);
  }

  /** Longer each time, and never the same for a whole hall. */
  pause() {
    if (this.isWoken) return undefined;
    const longest = Math.min(LONGEST_PAUSE, 1000 * 2 ** this.tries);
    const woken = new Promise((resolve) => (this.endPause = () => resolve(undefined)));
    return Promise.race([woken, this.later(longest * (0.5 + Math.random() / 2))]);
  }
}
