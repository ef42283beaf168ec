// What this device still holds of one's own sheet: sent from the list of parts, and cleared before the next person.

import { post, reason, renewToken } from "./answers.js";
import { clean } from "./clean.js";
import { askBeforeHandingOver } from "./handing-over.js";
import { amend, drop, dropArrived, forget, later, waiting } from "./own-sheet.js";
import { WORDS } from "./part.js";
import { Clock } from "./queue.js";

const LONGEST_PAUSE = 30_000; // milliseconds, like all times here
const footer = document.querySelector("[data-my-sheet]");
const sheet = footer.dataset.mySheet;
const notice = document.querySelector("[data-waiting]");
const changes = (number) => (number === 1 ? "1 change is" : `${number} changes are`);
const stuck = new Set(); // what only the page of its part can settle
const clock = new Clock(NaN);
let isClosed = notice?.hasAttribute("data-closed");
let isGone;
let failing = ""; // why the last one didn’t arrive

async function sendAll() {
  for (let tries = 0; left().length; tries++) {
    tell(`${changes(left().length)} still on this device. We’re sending ${left().length === 1 ? "it" : "them"}.${lasting(tries)}`);
    const back = signal(); // heard while we send, too
    for (const one of left()) await sendOne(one);
    if (left().length) await Promise.race([later(Math.min(LONGEST_PAUSE, 1000 * 2 ** tries)), back]);
  }
  if (isClosed) tooLate();
  else if (isGone) tell("Not saved. This device has no sheet of this round any more.", "problem");
  else if (stuck.size) tell(notice.querySelector("[data-stuck-words]").content, "problem");
  else tell("Everything is saved now.", "good");
}

const left = () => (isClosed ? [] : waiting(sheet).filter(({ key }) => !stuck.has(key)));
const signal = () => new Promise((resolve) => addEventListener("online", resolve, { once: true }));
const lasting = (tries) => (tries > 1 && reason(failing) ? ` ${reason(failing)}` : "");

// What isn't heard of is sent again. One that fails doesn't keep the others.
async function sendOne({ key, part, field, change }) {
  const { number: _, url, wall, after, sent: _sent, ...body } = change;
  if (field === WORDS) flies(part, change);
  const { reply, why } = await post(url, { ...body, ...clock.tell({ wall, after }) }, sheet);
  failing = why ?? "";
  if (reply?.reason === "token") await renewToken();
  else if (reply) took(reply, { key, part, field, change });
}

// From here on it may have arrived, as our server spells it.
function flies(part, change) {
  const mine = clean(change.reflection);
  amend(sheet, part, WORDS, { ...change, instead_of: mine, sent: [...change.sent, mine] });
}

function took(reply, { key, part, field, change }) {
  const { number, sent = [] } = change;
  if (reply.saved === true) drop(sheet, part, field, number);
  // Words of one's own that arrived without our hearing of it: these go on top.
  else if (sent.includes(reply.text)) amend(sheet, part, field, { ...change, revision: reply.revision });
  else stuck.add(key);
  isClosed ||= reply.reason === "closed";
  isGone ||= reply.reason === "no-sheet";
  if (isGone) forget(sheet);
}

function tell(words, kind = "") {
  notice.hidden = false;
  notice.className = kind ? `notice notice--${kind}` : "notice";
  notice.querySelector("[data-waiting-words]").replaceChildren(words);
  const parts = new Set(waiting(sheet).map(({ part }) => part));
  for (const card of document.querySelectorAll("[data-part]")) mark(card, parts.has(card.dataset.part));
}

function mark(card, isWaiting) {
  const tag = card.querySelector(".tag");
  tag.dataset.state ??= tag.textContent;
  tag.dataset.look ??= tag.className;
  tag.textContent = isWaiting ? "Not saved yet" : tag.dataset.state;
  tag.className = isWaiting ? "tag tag--unsaved" : tag.dataset.look;
}

// The round closed first. On pages of their own, what somebody wrote is shown until they remove it.
function tooLate() {
  const changed = waiting(sheet).map(({ change }) => change);
  tell(`This round has closed. ${changes(changed.length)} still on this device, and can’t be saved any more.`, "problem");
  const place = notice.querySelector("[data-too-late]");
  if (place) giveBack(changed.map(({ reflection }) => reflection).filter(Boolean), place);
}

function giveBack(words, place) {
  place.hidden = false;
  place.querySelector("[data-too-late-words]").textContent = words.join("\n\n");
  place.querySelector("[data-forget]").addEventListener("click", () => {
    forget(sheet);
    tell("Removed from this device.");
    notice.querySelector("[data-waiting-words]").focus(); // its button goes
    place.hidden = true;
  });
}

document.querySelector("[data-erase]")?.addEventListener("submit", () => forget(sheet));

dropArrived(sheet);
askBeforeHandingOver(sheet, () => left().length > 0);
if (notice && waiting(sheet).length) sendAll();
