// Saves each change of a part, and knows how it stands with each: on its way, refused, saved or stopped for good.

import { post, renewToken } from "./answers.js";
import { WORDS, readPart } from "./part.js";
import { piece, showNotices } from "./pieces.js";
import { Clock, Queue } from "./queue.js";
import { SavedLine } from "./saved-line.js";

const AFTER_TYPING = 800; // milliseconds, like all times here
const UNTIL_THE_NEXT_PAGE = 30_000;
const LATER = ["signed-out", "token"]; // reasons that go by
const GONE = ["no-sheet", "absent", "forbidden"]; // reasons for which nothing can be saved any more

const REFUSED = "Not saved. You may not be in this team any more.";
const CONFLICT = "Not saved yet. Somebody else changed these words too.";
const ELSEWHERE = "Not saved yet. These words were changed on another device too.";

export class Saving {
  constructor(form, statements, own) {
    const { autosave, sheet, keep, refused = REFUSED, now } = form.dataset;
    this.url = autosave;
    this.sheet = sheet;
    this.own = own;
    this.keeps = keep; // the part's name on this device; nothing where that keeps nothing
    this.gone = refused;
    this.cameWithWords = "unsaved" in form.dataset;
    this.part = readPart(form, statements, own?.whoReads(form));
    this.clock = new Clock(+now);
    this.queue = new Queue((field, change) => this.send(field, change), () => this.report());
    this.line = new SavedLine(piece);
    this.refusals = new Map(); // of each field that can't be saved as it is, why not
    this.isKept = Boolean(keep); // whether all that is unsaved would outlive this page
    this.leaving = 0; // the timer of another page that is asked for
    this.stopped = ""; // why nothing can be saved any more
    this.number = 0; // orders the changes of this page
  }

  // What was ticked or typed before this ran, then what was kept from before, and from now on every change.
  begin() {
    const { atOnce } = piece("saved-words").dataset;
    if (atOnce) piece("saved-words").textContent = atOnce;
    const early = this.part.differences();
    if (this.keeps) this.own.restore(this, this.own.waiting(this.sheet, this.keeps), early);
    early.forEach((field) => this.hears(field));
    if (this.cameWithWords) this.typed();
    else this.part.count();
  }

  hears(field) {
    if (field === WORDS) this.typed();
    else this.changed(field);
  }

  // Boxes change without our hearing of it, too: a browser puts back what stood there.
  lookAgain() {
    if (this.stopped) return;
    const isHeard = (field) => this.queue.has(field) || this.refusals.has(field) || (field === WORDS && this.typing);
    this.part.differences().filter((field) => !isHeard(field)).forEach((field) => this.hears(field));
  }

  changed(field, moment = this.clock.now()) {
    if (this.stopped) return;
    this.refusals.delete(field);
    const change = { ...moment, number: this.nextNumber() };
    this.keep(field, change);
    this.part.note(field);
    this.queue.put(field, change);
    this.report();
  }

  nextNumber() {
    const last = this.keeps ? this.own.lastNumber(this.sheet) : 0;
    return (this.number = Math.max(this.number, last) + 1);
  }

  keep(field, { number, wall, after }) {
    if (!this.keeps) return;
    const change = { number, wall, after, url: this.url, ...this.part.content(field) };
    this.isKept = this.own.keep(this.sheet, this.keeps, field, change) && this.isKept;
  }

  // What is typed is kept at once, and sent when somebody pauses.
  goesOn() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.typed(), AFTER_TYPING);
    this.keep(WORDS, { ...this.clock.now(), number: this.nextNumber() });
    this.report();
  }

  typed() {
    clearTimeout(this.typing);
    this.typing = 0;
    if (this.part.words.conflict) return;
    const tooMany = this.part.count();
    if (tooMany <= 0) return this.changed(WORDS);
    this.refuse(WORDS, `Not saved yet. Please take out ${tooMany.toLocaleString()} characters.`);
    this.report();
  }

  refuse(field, why) {
    this.queue.changes.delete(field);
    this.refusals.set(field, why);
  }

  // Says why it isn't settled, if it isn't.
  async send(field, change) {
    const { sent: _, ...content } = this.part.content(field);
    if (this.part.flies(field)) this.keep(field, change);
    const { reply, why } = await this.post({ ...content, ...this.clock.tell(change) });
    this.clock.heard(reply?.now);
    const newest = this.queue.get(field);
    if (newest && newest !== change) this.isNewer(field, newest);
    return reply ? this.heard(field, change, reply, content) : why;
  }

  post(content) {
    return post(this.url, content, this.sheet);
  }

  // What changed while another was on its way is newer, however late that arrived.
  isNewer(field, change) {
    Object.assign(change, this.clock.now());
    this.keep(field, change);
  }

  heard(field, change, reply, content) {
    const { saved, reason, error, text } = reply;
    if (saved === true) return this.saved(field, change, reply, content);
    if (LATER.includes(reason)) return this.later(reason);
    if (reason === "closed") this.stop(error);
    else if (GONE.includes(reason)) this.goneFor(reason);
    else if (field === WORDS && typeof text === "string") this.foundOther(reply);
    else if (this.queue.get(field) === change) this.refuse(field, `Not saved. ${error}`);
  }

  // A page that was open for long has an old token; signing in, in another tab, makes it old too.
  async later(reason) {
    if (reason === "token") await renewToken();
    return reason;
  }

  saved(field, change, reply, content) {
    const isNewest = this.queue.get(field) === change;
    const outcome = this.part.took(field, reply, content, isNewest);
    if (outcome === "stranger") return outcome;
    this.savedAt = new Date();
    if (this.keeps && isNewest) this.settle(field, change);
  }

  // The page that was asked for may have been made before this arrived: then it brings it back.
  settle(field, { number }) {
    const change = [this.sheet, this.keeps, field, number];
    if (!this.leaving) return this.own.drop(...change);
    this.own.arrived(...change);
    setTimeout(() => this.own.drop(...change), UNTIL_THE_NEXT_PAGE);
  }

  // What is asked for may be a file, and nobody leaves.
  leaves() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => (this.leaving = 0), UNTIL_THE_NEXT_PAGE);
  }

  foundOther(stored) {
    if (this.part.words.foundOther(stored)) this.changed(WORDS);
    else this.refuse(WORDS, this.own ? ELSEWHERE : CONFLICT);
  }

  merge() {
    const { box, text, words } = this.part;
    box.value = words.merge(text());
    box.focus();
    this.typed();
  }

  goneFor(reason) {
    if (reason === "no-sheet") this.forget();
    this.stop(this.gone);
  }

  // Whatever is typed from now on would stay for good: nothing sends it, and nothing removes it.
  forget() {
    this.own?.forget(this.sheet);
    this.keeps = "";
    this.isKept = false;
  }

  stop(words) {
    this.stopped = words;
    this.queue.clear();
  }

  get isUnsaved() {
    const { queue, typing, refusals, stopped, part } = this;
    return Boolean(queue.size || typing || refusals.size || stopped || part.differences().length);
  }

  // The saved line is about everything on the page. `unheard` says why our server can't be asked for more.
  report({ unheard = "", isPressed = this.isPressed } = {}) {
    this.lookAgain();
    const { queue, stopped, isUnsaved } = this;
    const why = queue.why || unheard;
    this.isKept ||= Boolean(this.keeps) && !isUnsaved;
    this.isPressed = Boolean(why) && isPressed;
    const failing = why && { why, tries: queue.tries, isKept: this.isKept, isPressed: this.isPressed };
    const [trouble] = this.refusals.values();
    this.line.show({ stopped, failing, trouble, savedAt: isUnsaved ? null : this.savedAt });
    showNotices({ why, stopped, conflict: this.part.words.conflict });
  }
}
