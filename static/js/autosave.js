// Saves each change of a part as it is made, and says truthfully whether it is saved. The form works without this.
//
// `statements` says how the page shows them: rows, and of each its key(row), value(row) and show(row, value).
// `own` (own-sheet.js) keeps on the device what isn't acknowledged, and asks who may read the words.

import { post, renewToken } from "./answers.js";
import { Clock, Queue } from "./queue.js";
import { SavedLine } from "./saved-line.js";
import { Words, bothTexts } from "./words.js";

const AFTER_TYPING = 800; // milliseconds, like all times here
const AFTER_PRESSING = 5_000;
const LIMIT = 10_000; // characters
const NEARLY = 9_000;
const WORDS = "reflection"; // fields, like each statement's key after "answer-"
const SHARING = "may_read";
const VALUES = ["nothing", "ticked", "not-true", "not-sure"]; // by their digits in `shown`
const LATER = ["signed-out", "token"]; // reasons that go by
const GONE = ["no-sheet", "absent", "forbidden"]; // reasons for which nothing can be saved any more

const REFUSED = "Not saved. You may not be in this team any more.";
const CONFLICT = "Not saved yet. Somebody else changed these words too.";
const ELSEWHERE = "Not saved yet. These words were changed on another device too.";

// A part with all its statements as boxes to tick.
async function begin(form) {
  const rows = [...form.querySelectorAll(".statement")];
  const boxes = (row) => row.querySelectorAll("input");
  const statements = {
    rows,
    key: (row) => boxes(row)[0].name.replace("answer-", ""),
    value(row) {
      const [tick, unsure] = boxes(row);
      return tick.checked ? "ticked" : unsure.checked ? "not-sure" : "nothing";
    },
    show(row, value) {
      const [tick, unsure] = boxes(row);
      tick.checked = value === "ticked";
      unsure.checked = value === "not-sure";
    },
  };
  const own = form.dataset.sheet && (await import("./own-sheet.js"));
  rows.forEach((row) => onlyTheNewer(...boxes(row)));
  const saving = keepSaving(form, statements, own);

  form.addEventListener("change", ({ target }) => {
    const row = target.closest(".statement");
    if (!row) return;
    if (target.checked) boxes(row).forEach((other) => (other.checked = other === target));
    saving.changed(boxes(row)[0].name);
  });
}

// Before a script ran, both could be ticked: as without one, the new one counts, or else the doubt.
export function onlyTheNewer(tick, unsure) {
  if (tick.checked && unsure.checked) (unsure.defaultChecked ? unsure : tick).checked = false;
}

export function keepSaving(form, statements, own) {
  const saving = new Saving(form, statements, own);
  saving.listen();
  saving.begin();
  return saving;
}

class Saving {
  constructor(form, statements, own) {
    const { autosave, sheet, keep, refused = REFUSED, now } = form.dataset;
    this.form = form;
    this.statements = statements;
    this.own = own;
    this.url = autosave;
    this.sheet = sheet;
    this.part = keep;
    this.gone = refused;
    this.box = form.elements.reflection;
    this.rows = new Map(statements.rows.map((row) => [`answer-${statements.key(row)}`, row]));
    this.known = this.shownWith(); // of each row what is stored, as far as the page knows
    this.words = new Words(form.elements, this.box.defaultValue.replace(/\r\n?/g, "\n"));
    this.who = own?.whoMayRead(form, () => this.changed(SHARING));
    this.clock = new Clock(+now);
    this.queue = new Queue((field, change) => this.send(field, change), () => this.report());
    this.line = new SavedLine(piece);
    this.refusals = new Map(); // of each field that can't be saved as it is, why not
    this.isKept = Boolean(keep); // whether all that is unsaved would outlive this page
    this.stopped = ""; // why nothing can be saved any more
    this.number = 0; // orders the changes of this page
  }

  shownWith() {
    const digits = this.form.elements.shown?.value;
    const values = (row, index) => (digits ? VALUES[digits[index]] : this.statements.value(row));
    return new Map([...this.rows].map(([field, row], index) => [field, values(row, index)]));
  }

  // What was ticked or typed before this ran, then what was kept from before, and from now on every change.
  begin() {
    this.form.autocomplete = "off"; // what a reload puts back isn't what is stored
    const early = this.differences();
    this.restore(early);
    early.forEach((field) => (field === WORDS ? this.typed() : this.changed(field)));
    if ("unsaved" in this.form.dataset) this.typed();
    else this.count();
  }

  differences() {
    const fields = [...this.rows.keys(), WORDS, ...(this.who ? [SHARING] : [])];
    return fields.filter((field) => this.differs(field));
  }

  differs(field) {
    if (field === WORDS) return this.box.value !== this.words.known;
    if (field === SHARING) return this.who.isChanged();
    const [value, known] = [this.statements.value(this.rows.get(field)), this.known.get(field)];
    return value !== known && !(value === "nothing" && known === "not-true"); // no box says “not true”
  }

  // Boxes change without our hearing of it, too: a browser puts back what stood there.
  lookAgain() {
    if (this.stopped) return;
    const isKnown = (field) => this.queue.has(field) || this.refusals.has(field) || (field === WORDS && this.typing);
    const unheard = this.differences().filter((field) => !isKnown(field));
    unheard.forEach((field) => (field === WORDS ? this.typed() : this.changed(field)));
  }

  changed(field, moment = this.clock.now()) {
    if (this.stopped) return;
    this.refusals.delete(field);
    const change = { ...moment, number: this.nextNumber() };
    this.keep(field, change);
    if (this.rows.has(field)) this.note(field, "?");
    this.queue.put(field, change);
    this.report();
  }

  nextNumber() {
    return (this.number = Math.max(this.number, this.part ? this.own.lastNumber(this.sheet) : 0) + 1);
  }

  // The page's form tells apart what it was shown with and what was changed since.
  note(field, mark) {
    const { shown } = this.form.elements;
    if (!shown) return;
    const index = [...this.rows.keys()].indexOf(field);
    shown.value = shown.value.slice(0, index) + mark + shown.value.slice(index + 1);
  }

  keep(field, { number, wall, after }) {
    if (!this.part) return;
    const change = { number, wall, after, url: this.url, ...this.content(field) };
    this.isKept = this.own.keep(this.sheet, this.part, field, change) && this.isKept;
  }

  typed() {
    clearTimeout(this.typing);
    this.typing = 0;
    if (this.words.conflict) return;
    const tooMany = this.count() - LIMIT;
    if (tooMany <= 0) return this.changed(WORDS);
    this.refuse(WORDS, `Not saved yet. Please take out ${tooMany.toLocaleString()} characters.`);
    this.report();
  }

  refuse(field, why) {
    this.queue.changes.delete(field);
    this.refusals.set(field, why);
  }

  count() {
    const { length } = [...this.box.value];
    const words = `You have written ${length.toLocaleString()} of 10,000 characters.`;
    piece("count").textContent = length < NEARLY ? "" : words;
    return length;
  }

  // Says why it isn't settled, if it isn't.
  async send(field, change) {
    const { sent: _, ...content } = this.content(field);
    this.flies(field, change);
    const { reply, why } = await post(this.url, { ...content, ...this.clock.tell(change) }, this.sheet);
    this.clock.heard(reply?.now);
    const newest = this.queue.get(field);
    if (newest && newest !== change) this.isNewer(field, newest);
    return reply ? this.heard(field, change, reply, content) : why;
  }

  // What changed while another was on its way is newer, however late that arrived.
  isNewer(field, change) {
    Object.assign(change, this.clock.now());
    this.keep(field, change);
  }

  // What is sent of a field, and kept.
  content(field) {
    if (field === SHARING) return this.who.content();
    if (field === WORDS) return this.words.content(this.box.value);
    return { statement: field.replace("answer-", ""), value: this.statements.value(this.rows.get(field)) };
  }

  // From here on it may have arrived, whether we hear of it or not.
  flies(field, change) {
    if (field === SHARING) this.who.flies();
    else if (field === WORDS) this.words.flies(this.box.value);
    else return;
    this.keep(field, change);
  }

  heard(field, change, reply, content) {
    if (reply.saved === true) return this.saved(field, change, reply, content);
    if (LATER.includes(reply.reason)) return this.later(reply.reason);
    if (reply.reason === "closed") this.stop(reply.error);
    else if (GONE.includes(reply.reason)) this.goneFor(reply.reason);
    else if (field === WORDS && typeof reply.text === "string") this.foundOther(reply);
    else if (this.isNewest(field, change)) this.refuse(field, `Not saved. ${reply.error}`);
  }

  // A page that was open for long has an old token; signing in, in another tab, makes it old too.
  async later(reason) {
    if (reason === "token") await renewToken();
    return reason;
  }

  isNewest(field, change) {
    return this.queue.get(field) === change;
  }

  saved(field, change, reply, content) {
    const isNewest = this.isNewest(field, change);
    const took = field === WORDS ? this.savedWords(reply, content) : this.savedChoice(field, isNewest, reply);
    if (!took) return "stranger"; // ours never look like that
    this.savedAt = new Date();
    if (this.part && isNewest) this.own.drop(this.sheet, this.part, field, change.number);
  }

  savedWords(reply, { reflection }) {
    if (!Number.isInteger(reply.revision)) return false;
    this.words.saved(reflection, reply);
    return true;
  }

  savedChoice(field, isNewest, { value, sharing }) {
    if (field !== SHARING) return this.savedAnswer(field, isNewest, value);
    if (typeof sharing !== "string") return false;
    if (this.who.took(sharing, isNewest)) this.changed(SHARING);
    return true;
  }

  savedAnswer(field, isNewest, value) {
    if (!VALUES.includes(value)) return false;
    this.known.set(field, value);
    if (!isNewest) return true;
    this.statements.show(this.rows.get(field), value);
    this.note(field, VALUES.indexOf(value));
    return true;
  }

  foundOther(stored) {
    if (this.words.foundOther(stored)) this.changed(WORDS);
    else this.refuse(WORDS, this.own ? ELSEWHERE : CONFLICT);
  }

  goneFor(reason) {
    if (reason === "no-sheet") this.own?.forget(this.sheet);
    this.stop(this.gone);
  }

  stop(words) {
    this.stopped = words;
    this.queue.clear();
  }

  merge() {
    this.box.value = this.words.merge(this.box.value);
    this.box.focus();
    this.typed();
  }

  get isUnsaved() {
    return Boolean(this.queue.size || this.typing || this.refusals.size || this.stopped || this.differences().length);
  }

  // The saved line is about everything on the page.
  report() {
    this.lookAgain();
    this.isKept ||= Boolean(this.part) && !this.isUnsaved;
    const { why = this.unheard, tries } = this.queue;
    if (!why) this.isPressed = false;
    const failing = why && { why, tries, isKept: this.isKept, isPressed: this.isPressed };
    const [trouble] = this.refusals.values();
    const savedAt = this.isUnsaved ? null : this.savedAt;
    this.line.show({ stopped: this.stopped, failing, trouble, savedAt });
    this.showNotices(why);
  }

  showNotices(why) {
    const { conflict } = this.words;
    piece("signed-out").hidden = why !== "signed-out";
    piece("both-texts").hidden = !conflict;
    piece("theirs").textContent = conflict?.text;
    piece("stopped").hidden = !this.stopped;
    piece("stopped-words").textContent = this.stopped;
  }

  // What was changed here before, and never acknowledged. What was changed on this page is newer.
  restore(early) {
    const kept = this.part ? this.own.waiting(this.sheet, this.part) : [];
    for (const { field, change } of kept) {
      if (field === WORDS) this.restoreWords(change, early.includes(WORDS));
      else if (!early.includes(field)) this.restoreChoice(field, change);
    }
  }

  restoreChoice(field, change) {
    if (field === SHARING) this.who?.restore(change);
    else if (this.rows.has(field)) this.statements.show(this.rows.get(field), change.value);
    if (this.rows.has(field) || this.who) this.changed(field, { wall: change.wall, after: change.after });
  }

  // A page that came back with its words already holds the newest.
  restoreWords(change, isEarly) {
    this.words.remember(change.sent);
    if (!("unsaved" in this.form.dataset)) {
      this.words.restore(change);
      this.box.value = isEarly ? bothTexts(change.reflection, this.box.value) : change.reflection;
      this.who?.followWords();
    }
    this.typed();
  }

  listen() {
    this.box.addEventListener("input", () => this.goesOn());
    piece("take-both").addEventListener("click", () => this.merge());
    piece("copy").addEventListener("click", () => this.copy());
    this.form.addEventListener("keydown", onlySpaceChooses);
    document.addEventListener("click", ({ target }) => (this.button = target.closest("button"))); // some stand elsewhere
    this.form.addEventListener("submit", (event) => this.pressed(event));
    addEventListener("pagehide", () => this.leaving());
    addEventListener("pageshow", () => this.cameBack());
    addEventListener("online", () => this.queue.wake());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leaving() : this.cameBack()));
    addEventListener("beforeunload", (event) => {
      if (this.isUnsaved && !this.isKept && !this.isPosting) event.preventDefault();
    });
  }

  goesOn() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.typed(), AFTER_TYPING);
    this.keep(WORDS, { ...this.clock.now(), number: this.nextNumber() });
    this.report();
  }

  copy() {
    this.box.select();
    document.execCommand("copy"); // works on plain HTTP too
  }

  leaving() {
    if (this.typing) this.typed();
    this.queue.sendAll();
  }

  cameBack() {
    this.isPosting = false;
    this.lookAgain();
    this.queue.wake();
  }

  // The plain form goes once nothing waits. Until then everybody stays with what they wrote.
  async pressed(event) {
    this.isPosting ||= !this.isUnsaved;
    if (this.isPosting) return;
    event.preventDefault();
    const button = this.button ?? this.form.querySelector("[name=save]");
    if (this.isLooking) return this.queue.wake();
    this.isLooking = true;
    const mayGo = await this.mayGo();
    this.isLooking = false;
    if (!mayGo) return this.stays();
    this.isPosting = true;
    button.click();
  }

  async mayGo() {
    if (this.typing) this.typed();
    this.lookAgain();
    this.queue.wake();
    await this.isEmpty();
    if (this.queue.size) return false;
    return !this.isUnsaved || this.isThere();
  }

  async isEmpty() {
    for (let time = 0; this.queue.size && time < AFTER_PRESSING; time += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  // Only our own server gives words back that it can't save: anybody else’s page would lose them.
  async isThere() {
    const { reply, why } = await post(this.url, {}, this.sheet);
    if (reply?.reason === "token") await renewToken();
    this.unheard = why;
    return Boolean(reply);
  }

  stays() {
    this.isPressed = true;
    this.report();
    this.unheard = undefined;
  }
}

const piece = (name) => document.querySelector(`[data-${name}]`);

// Enter would send the part, which nobody means who is on a box to tick.
function onlySpaceChooses(event) {
  if (event.key === "Enter" && ["checkbox", "radio"].includes(event.target.type)) event.preventDefault();
}

const form = globalThis.document?.querySelector("form[data-autosave]");
if (form?.querySelector(".statement")) begin(form);
