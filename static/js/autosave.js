// Saves each change as it is made, and says truthfully whether it is saved. The form works without this.

const AFTER_TYPING = 800; // milliseconds, like all times here
const PATIENCE = 20_000;
const LONGEST_PAUSE = 30_000;
const LIMIT = 10_000; // characters
const NEARLY = 9_000;
const WORDS = "reflection"; // a field, like each statement's index
const VALUES = ["nothing", "ticked", "not-true", "not-sure"]; // by their digits in `shown`

const TRYING = "Not saved yet. We’ll keep trying. You can carry on.";
const SIGNED_OUT = "Not saved yet. Sign in again, and we’ll save it.";
const REFUSED = "Not saved. You may not be in this team any more.";
const CONFLICT = "Not saved yet. Somebody else changed these words too.";

const form = document.querySelector("form[data-autosave]");
if (form) keepSaving(form);

function keepSaving(form) {
  const { shown, fingerprint, instead_of: insteadOf, revision, reflection: box } = form.elements;
  const rows = [...form.querySelectorAll(".statement")];
  const piece = (name) => document.querySelector(`[data-${name}]`);
  const boxes = (index) => rows[index].querySelectorAll("input");

  const queue = new Map(); // of each field the newest change that isn't acknowledged, oldest first
  const sent = new Set(); // texts that may have arrived without our hearing of it
  let working, typing, posting, insisting, renewed, savedAt, conflict, announced;
  let failing = ""; // why the last try failed
  let trouble = ""; // what is wrong with the reflection
  let stopped = ""; // why nothing can be saved any more
  let tries = 0;
  let wake = () => {};

  const isUnsaved = () => queue.size || typing || trouble || stopped;

  function changed(field) {
    queue.delete(field);
    queue.set(field, { at: Date.now() });
    if (field !== WORDS) note(field, "?");
    report();
    work();
  }

  function note(index, mark) {
    shown.value = shown.value.slice(0, index) + mark + shown.value.slice(index + 1);
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
    const body = field === WORDS ? words() : answer(field);
    const [status, reply] = await post({ ...body, age: Date.now() - change.at });
    change.isFlying = false;
    const newest = queue.get(field);
    // What changed while this was on its way is newer, however late this arrived.
    if (newest && newest !== change) newest.at = Date.now();
    if (reply) {
      failing = renewed = "";
      tries = 0;
      if (newest === change) queue.delete(field);
      if (status === 200) savedAt = new Date();
      if (field === WORDS) tookWords(status, reply);
      else if (status === 200) tookAnswer(field, reply.value);
      else stop(reply.error);
    } else await fail(status);
    report();
    return reply;
  }

  function answer(index) {
    const [tick, unsure] = boxes(index);
    const value = tick.checked ? "ticked" : unsure.checked ? "not-sure" : "nothing";
    return { statement: tick.name.replace("answer-", ""), value };
  }

  function words() {
    const body = { reflection: box.value, revision: +revision.value, instead_of: insteadOf.value || null };
    insteadOf.value = box.value;
    sent.add(box.value);
    return body;
  }

  // [status, reply]. Without a reply, we didn't answer.
  async function post(change) {
    const body = JSON.stringify(change);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), PATIENCE);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body,
        redirect: "manual",
        keepalive: body.length < 20_000, // browsers keep 64 kB alive when a page goes
        signal: late.signal,
      });
      const isOurs = answer.headers.get("Content-Type") === "application/json";
      return [answer.status, isOurs && (await answer.json())];
    } catch {
      return [-1];
    } finally {
      clearTimeout(timer);
    }
  }

  async function fail(status) {
    if (status === 404 || (status === 403 && renewed)) return stop(REFUSED);
    failing = status === 0 ? SIGNED_OUT : TRYING; // 0 is a redirect, to the sign-in page
    if (status !== 403) return;
    // Signing in again, in another tab, changes the token.
    const page = await fetch(location.href).catch(() => null);
    renewed = page && /csrfmiddlewaretoken" value="(\w+)/.exec(await page.text());
    if (renewed) document.getElementsByName("csrfmiddlewaretoken").forEach((field) => (field.value = renewed[1]));
  }

  function stop(words) {
    stopped = words;
    queue.clear();
  }

  function tookAnswer(index, value) {
    if (queue.has(index)) return;
    const [tick, unsure] = boxes(index);
    tick.checked = value === "ticked";
    unsure.checked = value === "not-sure";
    note(index, VALUES.indexOf(value));
  }

  function tookWords(status, reply) {
    const isMine = status === 200 || sent.has(reply.text);
    if (status === 410) stop(reply.error);
    else if (status !== 200 && status !== 409) trouble = reply.error;
    else if (isMine) inStep(reply);
    else {
      conflict = reply;
      trouble = CONFLICT;
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
    const state = problem ? "problem" : isSaved ? "saved" : "";
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

  form.addEventListener("change", ({ target }) => {
    const index = rows.indexOf(target.closest(".statement"));
    if (index < 0) return;
    if (target.checked) boxes(index).forEach((other) => (other.checked = other === target));
    changed(index);
  });

  // Space ticks; Enter would send the part, which nobody means who is on a check box.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "checkbox") event.preventDefault();
  });

  box.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(typed, AFTER_TYPING);
    report();
  });

  piece("take-both").addEventListener("click", merge);
  piece("copy").addEventListener("click", () => {
    box.select();
    document.execCommand("copy"); // works on plain HTTP too
  });

  // What is waiting goes first. Pressed again, the plain form goes, unless it would lose what it holds.
  form.addEventListener("submit", async (event) => {
    if (typing) typed();
    posting = !queue.size || (insisting && failing === TRYING && navigator.onLine);
    if (posting) return;
    event.preventDefault();
    insisting = true;
    wake();
    for (let turn = 0; queue.size && turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 100));
    if (queue.size) return;
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
    if (isUnsaved() && !posting) event.preventDefault();
  });

  form.autocomplete = "off"; // what a reload puts back isn't what is stored
  if ("unsaved" in form.dataset) typed();
  else count();
}
