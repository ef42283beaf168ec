// Saves each change of a part as it is made, and says truthfully whether it is saved.
// The form works without this. It carries what it was shown with; this keeps that in step with the server.

const AFTER_TYPING = 800; // milliseconds
const PATIENCE = 20_000; // milliseconds until a request is given up
const LONGEST_PAUSE = 30_000; // milliseconds between two tries
const LIMIT = 10_000; // characters
const NEARLY = 9_000;
const WORDS = "reflection"; // its name in the queue; statements go by their index
const MARKS = ["nothing", "ticked", "not-true", "not-sure"]; // by the digit that `shown` has for them

const TRYING = "Not saved yet. We’ll keep trying. You can carry on.";
const SIGNED_OUT = "Not saved yet. Sign in again, and we’ll save it.";
const NO_ENTRY = "This can’t be saved. You may not be in this team any more, or the page has moved.";

const form = document.querySelector("form[data-autosave]");
if (form) {
  const { shown, fingerprint, instead_of: insteadOf, revision, reflection: box } = form.elements;
  const rows = [...form.querySelectorAll(".statement")];
  const part = (name) => document.querySelector(`[data-${name}]`);

  const queue = new Map(); // what isn't acknowledged yet, oldest first; of each field only its newest change
  const sent = new Set(); // texts that may have arrived without our hearing of it
  let typing = 0; // the timer that runs while somebody types
  let flying = null; // the change that is on its way
  let failing = ""; // why the last try failed, in words
  let trouble = ""; // what is wrong with the reflection, in words
  let stopped = ""; // why nothing can be saved any more, in words
  let conflict = null; // somebody else's words, until they are merged
  let tries = 0;
  let savedAt = null;
  let wake = () => {};
  let posting = false;

  // What is there

  const boxes = (row) => row.querySelectorAll("input");
  const valueOf = (row) => {
    const [tick, unsure] = boxes(row);
    return tick.checked ? "ticked" : unsure.checked ? "not-sure" : "nothing";
  };
  const noteShown = (index, mark) => {
    shown.value = shown.value.slice(0, index) + mark + shown.value.slice(index + 1);
  };
  const isUnsaved = () => queue.size > 0 || typing || trouble;

  function changed(field) {
    queue.delete(field);
    queue.set(field, { at: Date.now() });
    if (field !== WORDS) noteShown(field, "?");
    report();
    work();
  }

  function typed() {
    clearTimeout(typing);
    typing = 0;
    if (conflict) return;
    const length = count();
    trouble = length > LIMIT ? `Not saved yet. Please take out ${(length - LIMIT).toLocaleString()} characters.` : "";
    if (trouble) report();
    else changed(WORDS);
  }

  function count() {
    const length = [...box.value].length;
    const words = `You have written ${length.toLocaleString()} of ${LIMIT.toLocaleString()} characters.`;
    document.getElementById("reflection-count").textContent = length < NEARLY ? "" : words;
    return length;
  }

  // Sending: one change at a time, oldest first

  async function work() {
    if (flying) return;
    while (queue.size && !stopped) {
      const [field, change] = queue.entries().next().value;
      flying = change;
      const arrived = await send(field, change);
      report();
      if (!arrived) await pause();
    }
    flying = null;
  }

  function pause() {
    tries += 1;
    const longest = Math.min(LONGEST_PAUSE, 1000 * 2 ** tries);
    return new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, longest * (0.5 + Math.random() / 2));
    });
  }

  async function send(field, change) {
    const body = field === WORDS ? wordsToSend() : { statement: keyOf(field), value: valueOf(rows[field]) };
    const [status, reply] = await post({ ...body, age: Date.now() - change.at });
    const newer = queue.get(field);
    // What changed while we were sending comes after what was sent, however long that took.
    if (newer && newer !== change) newer.at = Date.now();
    if (!reply) return fail(status);
    failing = "";
    tries = 0;
    part("signed-out").hidden = true;
    if (newer === change) queue.delete(field);
    if (status === 410) stop(reply.error);
    else if (field === WORDS) tookWords(status, reply, body);
    else tookAnswer(field, status, reply, body);
    return true;
  }

  const keyOf = (index) => boxes(rows[index])[0].name.replace("answer-", "");

  function wordsToSend() {
    const body = { reflection: box.value, revision: Number(revision.value), instead_of: insteadOf.value || null };
    insteadOf.value = box.value;
    sent.add(box.value);
    return body;
  }

  // [status, reply]; without a reply nobody who knows has answered, and it is tried again.
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
        keepalive: body.length < 20_000, // browsers keep at most 64 kB alive when a page goes
        signal: late.signal,
      });
      const ours = answer.headers.get("Content-Type") === "application/json";
      return [answer.type === "opaqueredirect" ? 401 : answer.status, ours ? await answer.json() : null];
    } catch {
      return [0, null];
    } finally {
      clearTimeout(timer);
    }
  }

  async function fail(status) {
    if (status === 404 || (status === 403 && failing === NO_ENTRY)) return stop(NO_ENTRY);
    failing = status === 401 ? SIGNED_OUT : status === 403 ? NO_ENTRY : TRYING;
    part("signed-out").hidden = status !== 401;
    if (status === 403) await renewToken();
    return false;
  }

  // Signing in again, in another tab, makes this page's token a stranger's.
  async function renewToken() {
    try {
      const page = await (await fetch(location.href)).text();
      const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrfmiddlewaretoken]");
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => (field.value = fresh.value));
    } catch {
      failing = TRYING;
    }
  }

  function stop(words) {
    stopped = words;
    part("stopped").hidden = false;
    part("stopped-words").textContent = words;
    return true;
  }

  // What came back

  function tookAnswer(index, status, reply, body) {
    if (status !== 200) return stop(reply.error);
    savedAt = new Date();
    if (queue.has(index)) return;
    noteShown(index, MARKS.indexOf(reply.value));
    if (reply.value === body.value) return;
    const [tick, unsure] = boxes(rows[index]);
    tick.checked = reply.value === "ticked";
    unsure.checked = reply.value === "not-sure";
  }

  function tookWords(status, reply, body) {
    const mine = status === 409 && sent.has(reply.text);
    if (status === 200 || mine) inStep(reply);
    if (status === 200) savedAt = new Date();
    else if (mine) changed(WORDS);
    else if (status === 409) askToMerge(reply);
    else trouble = reply.error;
  }

  function inStep(reply) {
    if (reply.revision < Number(revision.value)) return;
    revision.value = reply.revision;
    fingerprint.value = reply.fingerprint;
    insteadOf.value = "";
    sent.clear();
  }

  function askToMerge(reply) {
    conflict = reply;
    trouble = "Not saved yet. Somebody else changed these words too.";
    part("theirs").textContent = reply.text;
    part("both-texts").hidden = false;
  }

  function merge() {
    box.value = [conflict.text, box.value].filter(Boolean).join("\n\n");
    inStep(conflict);
    conflict = null;
    part("both-texts").hidden = true;
    box.focus();
    typed();
  }

  // The saved line says what is true of everything on the page

  function report() {
    const problem = stopped || failing || trouble;
    if (problem) say("problem", problem);
    else if (isUnsaved()) say("", "Saving…");
    else if (savedAt) say("saved", `Saved at ${clock(savedAt)}. You can stop and come back.`);
  }

  function say(state, words) {
    const line = part("saved-line");
    const heard = part("saved-announcement");
    // Not every save is announced: the first, each problem, and that a problem is over.
    if (state === "problem" || (state === "saved" && heard.dataset.state !== "saved")) {
      if (heard.textContent !== words) heard.textContent = words;
      heard.dataset.state = state;
    }
    line.dataset.state = state;
    part("saved-words").textContent = words;
  }

  function clock(time) {
    const hours = time.getHours();
    const minutes = String(time.getMinutes()).padStart(2, "0");
    return `${hours % 12 || 12}:${minutes} ${hours < 12 ? "am" : "pm"}`;
  }

  // What people do

  form.addEventListener("change", ({ target }) => {
    const index = rows.indexOf(target.closest(".statement"));
    if (index < 0) return;
    const other = [...boxes(rows[index])].find((input) => input !== target);
    if (target.checked) other.checked = false;
    changed(index);
  });

  box.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(typed, AFTER_TYPING);
    report();
  });

  part("take-both").addEventListener("click", merge);
  part("copy").addEventListener("click", () => {
    box.select();
    document.execCommand("copy"); // works on plain HTTP too, unlike navigator.clipboard
  });

  // What is still waiting goes first. Pressed again, the form carries it all by itself.
  form.addEventListener("submit", async (event) => {
    posting = !queue.size && !typing;
    if (posting || failing || stopped) return void (posting = true);
    event.preventDefault();
    if (typing) typed();
    const late = Date.now() + 5000;
    while ((queue.size || flying) && Date.now() < late && !failing) await new Promise((go) => setTimeout(go, 50));
    if (!queue.size) (event.submitter || form.querySelector("button")).click();
  });

  function leaving() {
    if (typing) typed();
    for (const [field, change] of queue) if (change !== flying) send(field, change);
  }

  addEventListener("pagehide", leaving);
  document.addEventListener("visibilitychange", () => (document.hidden ? leaving() : wake()));
  addEventListener("online", () => wake());
  addEventListener("beforeunload", (event) => {
    if (isUnsaved() && !posting) event.preventDefault();
  });

  form.autocomplete = "off"; // what a browser put back after a reload would look saved, or undo somebody's work
  count();
}
