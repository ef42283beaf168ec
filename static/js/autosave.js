// Saves each change of a part as it is made, and says truthfully whether it is saved. The form works without this.
//
// `statements` says how the page shows them: rows, and of each its key(row), value(row) and show(row, value).
// `own` (own-sheet.js) keeps on the device what isn't acknowledged, and asks who may read the words.

import { ask } from "./answers.js";

const AFTER_TYPING = 800; // milliseconds, like all times here
const LONGEST_PAUSE = 30_000;
const LIMIT = 10_000; // characters
const NEARLY = 9_000;
const WORDS = "reflection"; // fields, like each statement's key after "answer-"
const SHARING = "may_read";
const VALUES = ["nothing", "ticked", "not-true", "not-sure"]; // by their digits in `shown`
const TOKEN = "csrfmiddlewaretoken";

const TRYING = "Not saved yet. We’ll keep trying. You can carry on.";
const KEPT = "Not saved yet. We keep it on this device until there is a signal. You can carry on.";
const AGAIN = "No signal yet. What you said is safe on this device. Press the button again when there is one.";
const SIGNED_OUT = "Not saved yet. Sign in again, and we’ll save it.";
const REFUSED = "Not saved. You may not be in this team any more.";
const CONFLICT = "Not saved yet. Somebody else changed these words too.";
const ELSEWHERE = "Not saved yet. These words were changed on another device too.";

const form = document.querySelector("form[data-autosave]");
if (form?.querySelector(".statement")) begin(form);

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
  const changed = keepSaving(form, statements, own);

  form.addEventListener("change", ({ target }) => {
    const row = target.closest(".statement");
    if (!row) return;
    if (target.checked) boxes(row).forEach((other) => (other.checked = other === target));
    changed(boxes(row)[0].name);
  });
}

export function keepSaving(form, statements, own) {
  const { shown, fingerprint, instead_of: insteadOf, revision, reflection: box } = form.elements;
  const { autosave: url, sheet, keep: part, refused = REFUSED } = form.dataset;
  const piece = (name) => document.querySelector(`[data-${name}]`);
  const rows = new Map(statements.rows.map((row) => [`answer-${statements.key(row)}`, row]));
  const who = own?.whoMayRead(form, () => changed(SHARING));

  const queue = new Map(); // of each field the newest change that isn't acknowledged, oldest first
  const sent = new Set(); // texts that may have arrived without our hearing of it
  let working, typing, posting, insisting, renewed, savedAt, conflict, announced;
  let isKept = Boolean(part); // whether all that is unsaved would outlive this page
  let failing = ""; // why the last try failed
  let trouble = ""; // what is wrong with the reflection
  let stopped = ""; // why nothing can be saved any more
  let tries = 0;
  let wake = () => {};

  const isUnsaved = () => queue.size || typing || trouble || stopped;

  function changed(field, at = Date.now()) {
    queue.delete(field);
    queue.set(field, { at });
    keepHere(field, at);
    if (rows.has(field)) note(field, "?");
    report();
    work();
  }

  // The page's form tells apart what it was shown with and what was changed since.
  function note(field, mark) {
    if (!shown) return;
    const index = [...rows.keys()].indexOf(field);
    shown.value = shown.value.slice(0, index) + mark + shown.value.slice(index + 1);
  }

  function keepHere(field, at) {
    if (part) isKept = own.keep(sheet, part, field, { at, url, ...content(field) }) && isKept;
  }

  function typed() {
    clearTimeout(typing);
    typing = 0;
    const tooMany = count() - LIMIT;
    if (conflict) return;
    trouble = tooMany > 0 ? `Not saved yet. Please take out ${tooMany.toLocaleString()} characters.` : "";
    if (trouble) report();
    else changed(WORDS);
  }

  function count() {
    const { length } = [...box.value];
    const words = `You have written ${length.toLocaleString()} of 10,000 characters.`;
    piece("count").textContent = length < NEARLY ? "" : words;
    return length;
  }

  async function work() {
    if (working) return;
    working = true;
    while (queue.size) {
      const [[field, change]] = queue;
      if (!(await send(field, change))) await pause();
    }
    working = false;
  }

  function pause() {
    const longest = Math.min(LONGEST_PAUSE, 1000 * 2 ** ++tries);
    return new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, longest * (0.5 + Math.random() / 2));
    });
  }

  async function send(field, change) {
    change.isFlying = true;
    const { sent: _, ...body } = content(field);
    body.age = Date.now() - change.at;
    flies(field, change.at);
    const [status, reply] = await post(url, body, sheet);
    change.isFlying = false;
    const newest = queue.get(field);
    // What changed while this was on its way is newer, however late this arrived.
    if (newest && newest !== change) keepHere(field, (newest.at = Date.now()));
    if (reply && status !== 404) took(field, status, reply, newest === change, change.at);
    else await fail(status);
    report();
    return reply;
  }

  // What is sent of a field, and kept.
  function content(field) {
    if (field === SHARING) return who.content();
    if (field === WORDS) return { reflection: box.value, revision: +revision.value, ...before() };
    return { statement: field.replace("answer-", ""), value: statements.value(rows.get(field)) };
  }

  const before = () => ({ instead_of: insteadOf.value || null, sent: [...sent] });

  // From here on it may have arrived, whether we hear of it or not.
  function flies(field, at) {
    if (field === SHARING) who.flies();
    else if (field === WORDS) {
      insteadOf.value = box.value;
      sent.add(box.value);
    } else return;
    keepHere(field, at);
  }

  function took(field, status, reply, isNewest, at) {
    failing = renewed = "";
    tries = 0;
    if (isNewest) queue.delete(field);
    if (status === 200) savedAt = new Date();
    if (field === WORDS) tookWords(status, reply);
    else if (status !== 200) stop(status === 403 ? refused : reply.error);
    else if (field !== SHARING) tookAnswer(field, reply.value);
    else if (who.took(reply.sharing, isNewest)) changed(SHARING);
    if (part && status === 200 && !queue.has(field)) own.drop(sheet, part, field, at);
    isKept ||= Boolean(part) && !isUnsaved();
  }

  async function fail(status) {
    if (status === 404) own?.forget(sheet);
    if (status === 404) return stop(refused);
    failing = status === 0 ? SIGNED_OUT : isKept ? KEPT : TRYING; // 0 is a redirect, to the sign-in page
    if (status === 403) renewed = await renewToken();
  }

  function stop(words) {
    stopped = words;
    queue.clear();
  }

  function tookAnswer(field, value) {
    if (queue.has(field)) return;
    statements.show(rows.get(field), value);
    note(field, VALUES.indexOf(value));
  }

  function tookWords(status, reply) {
    const isMine = status === 200 || sent.has(reply.text);
    if (status === 410) stop(reply.error);
    else if (status !== 200 && status !== 409) trouble = reply.error;
    else if (isMine) inStep(reply);
    else {
      conflict = reply;
      trouble = own ? ELSEWHERE : CONFLICT;
    }
    if (status === 409 && isMine) changed(WORDS);
  }

  function inStep(reply) {
    if (reply.revision < +revision.value) return;
    revision.value = reply.revision;
    fingerprint.value = reply.fingerprint;
    insteadOf.value = "";
    sent.clear();
  }

  function merge() {
    const [theirs, mine] = [conflict.text, box.value];
    // Where one holds the other, the longer one is both.
    box.value = theirs.includes(mine) ? theirs : mine.includes(theirs) ? mine : `${theirs}\n\n${mine}`;
    inStep(conflict);
    conflict = null;
    box.focus();
    typed();
  }

  // The saved line is about everything on the page.
  function report() {
    const problem = stopped || failing || trouble;
    const isSaved = savedAt && !isUnsaved();
    const state = problem === KEPT ? "kept" : problem ? "problem" : isSaved ? "saved" : "";
    const words = problem || (isSaved ? `Saved at ${clock()}. You can stop and come back.` : "Saving…");
    piece("saved-line").dataset.state = state;
    piece("saved-words").textContent = words;
    // Announced: the first save, each problem, and that it is over.
    if (state && (problem ? announced !== words : announced !== "saved")) {
      piece("saved-announcement").textContent = words;
      announced = problem || state;
    }
    piece("signed-out").hidden = failing !== SIGNED_OUT;
    piece("both-texts").hidden = !conflict;
    piece("theirs").textContent = conflict?.text;
    piece("stopped").hidden = !stopped;
    piece("stopped-words").textContent = stopped;
  }

  const clock = () => savedAt.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hourCycle: "h12" });

  // What was changed here before, and never acknowledged.
  function restore() {
    for (const { field, change } of part ? own.waiting(sheet, part) : []) {
      if (field === WORDS) restoreWords(change);
      else if (field === SHARING) who?.restore(change);
      else if (rows.has(field)) statements.show(rows.get(field), change.value);
      if (field === WORDS) typed();
      else if (rows.has(field) || who) changed(field, change.at);
    }
  }

  // A page that came back with its words already holds the newest.
  function restoreWords(change) {
    change.sent.forEach((text) => sent.add(text));
    if ("unsaved" in form.dataset) return;
    box.value = change.reflection;
    revision.value = change.revision;
    insteadOf.value = change.instead_of ?? "";
    who?.followWords();
  }

  box.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(typed, AFTER_TYPING);
    keepHere(WORDS, Date.now());
    report();
  });

  piece("take-both").addEventListener("click", merge);
  piece("copy").addEventListener("click", () => {
    box.select();
    document.execCommand("copy"); // works on plain HTTP too
  });

  // Space chooses; Enter would send the part, which nobody means who is on a box to tick.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && ["checkbox", "radio"].includes(event.target.type)) event.preventDefault();
  });

  // What is waiting goes first. Pressed again, the plain form goes, unless it would lose what it doesn't hold.
  form.addEventListener("submit", async (event) => {
    if (typing) typed();
    posting = !queue.size || (insisting && shown && [TRYING, KEPT, AGAIN].includes(failing) && navigator.onLine);
    if (posting) return;
    event.preventDefault();
    insisting = true;
    wake();
    for (let turn = 0; queue.size && turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 100));
    if (queue.size) {
      if (failing === KEPT) failing = AGAIN;
      return report();
    }
    insisting = false;
    event.submitter?.click();
  });

  function leaving() {
    if (typing) typed();
    for (const [field, change] of queue) if (!change.isFlying) send(field, change);
  }

  addEventListener("pagehide", leaving);
  document.addEventListener("visibilitychange", () => (document.hidden ? leaving() : wake()));
  addEventListener("online", () => wake());
  addEventListener("beforeunload", (event) => {
    if (isUnsaved() && !isKept && !posting) event.preventDefault();
  });

  form.autocomplete = "off"; // what a reload puts back isn't what is stored
  restore();
  if ("unsaved" in form.dataset) typed();
  else count();
  return changed;
}

// [status, reply]. Without a reply there is nothing that decides: try again. Status 0 is signed out, 403 an old token.
export async function post(url, change, mark) {
  const { status, reply } = await ask(url, { body: JSON.stringify(change), headers: headers(mark) });
  if (reply?.reason === "signed-out") return [0];
  if (reply?.reason === "token") return [403];
  return reply ? [status, reply] : [-1];
}

// The mark says which sheet this page belongs to: on a shared device the next person has another one.
function headers(mark) {
  const token = document.getElementsByName(TOKEN)[0]?.value;
  return { "Content-Type": "application/json", "X-CSRFToken": token, ...(mark && { "Sheet-Mark": mark }) };
}

// Signing in again, in another tab, changes the token.
async function renewToken() {
  const page = await fetch(location.href).catch(() => null);
  const found = page && /csrfmiddlewaretoken" value="(\w+)/.exec(await page.text());
  if (found) document.getElementsByName(TOKEN).forEach((field) => (field.value = found[1]));
  return found;
}
