// What this device still holds of one's own sheet: sent from the list of parts, and cleared before the next person.

import { post } from "./autosave.js";
import { askBeforeHandingOver, drop, forget, keep, later, waiting } from "./own-sheet.js";

const LONGEST_PAUSE = 30_000; // milliseconds, like all times here
const footer = document.querySelector("[data-my-sheet]");
const sheet = footer.dataset.mySheet;
const notice = document.querySelector("[data-waiting]");
const changes = (number) => (number === 1 ? "1 change is" : `${number} changes are`);
const stuck = new Set(); // what only the page of its part can settle

async function sendAll() {
  for (let tries = 0; left().length; tries++) {
    tell(`${changes(left().length)} still on this device. We’re sending ${left().length === 1 ? "it" : "them"}.`);
    for (const one of left()) if (!(await sendOne(one))) break;
    if (left().length) await Promise.race([later(Math.min(LONGEST_PAUSE, 1000 * 2 ** tries)), signal()]);
  }
  if (stuck.size) tell("Some of your changes aren’t saved yet. Open the part that says “Not saved yet”.");
  else tell("Everything is saved now.", true);
}

const left = () => waiting(sheet).filter(({ key }) => !stuck.has(key));
const signal = () => new Promise((resolve) => addEventListener("online", resolve, { once: true }));

// Whether we heard of it.
async function sendOne({ key, part, field, change }) {
  const { at, url, sent = [], ...body } = change;
  const mine = body.reflection;
  if (mine !== undefined) keep(sheet, part, field, { ...change, instead_of: mine, sent: [...sent, mine] });
  const [status, reply] = await post(url, { ...body, age: Date.now() - at }, sheet);
  if (status === 404) forget(sheet);
  if (status === 410) tooLate();
  if (status === 200) drop(sheet, part, field, at);
  // Words of one's own that arrived without our hearing of it: these go on top.
  else if (status === 409 && sent.includes(reply.text)) keep(sheet, part, field, { ...change, revision: reply.revision });
  else if (reply) stuck.add(key);
  return reply;
}

function tell(words, isGood = false) {
  notice.hidden = false;
  notice.classList.toggle("notice--good", isGood);
  notice.classList.toggle("notice--problem", !isGood);
  notice.querySelector("[data-waiting-words]").textContent = words;
  const parts = new Set(waiting(sheet).map(({ part }) => part));
  for (const card of document.querySelectorAll("[data-part]")) mark(card, parts.has(card.dataset.part));
}

function mark(card, isWaiting) {
  const tag = card.querySelector(".tag");
  tag.dataset.state ??= tag.textContent;
  tag.textContent = isWaiting ? "Not saved yet" : tag.dataset.state;
}

// The round closed first. What they wrote is shown until they remove it.
function tooLate() {
  const words = waiting(sheet).map(({ change }) => change.reflection);
  tell(`This round has closed. ${changes(words.length)} still on this device, and can’t be saved any more.`);
  notice.querySelector("[data-too-late]").hidden = false;
  notice.querySelector("[data-too-late-words]").textContent = words.filter(Boolean).join("\n\n");
  notice.querySelector("[data-forget]").addEventListener("click", () => {
    forget(sheet);
    notice.hidden = true;
  });
}

document.querySelector("[data-erase]")?.addEventListener("submit", () => forget(sheet));

askBeforeHandingOver(sheet);
if (notice && waiting(sheet).length) "closed" in notice.dataset ? tooLate() : sendAll();
