// Asks every 2 seconds how many have joined and finished. Without this, the link “Look again” does the same.
import { ask, reason } from "./answers.js";

const EVERY = 2000; // milliseconds, like all times here
const PATIENCE = 10_000;
const TRYING = "We keep trying.";
const OLD = "These numbers are no longer new.";

const board = document.querySelector("[data-poll]");
if (board) keepLooking(board);

function keepLooking(board) {
  const words = board.querySelector("[data-poll-words]");
  const again = board.querySelector("[data-look-again]");
  let known = ""; // the mark of the numbers that are shown: unchanged ones aren't sent again
  let waiting;

  async function look() {
    clearTimeout(waiting);
    if (document.hidden) return;
    const goesOn = await askUs();
    if (goesOn) waiting = setTimeout(look, EVERY);
  }

  async function askUs() {
    const headers = known ? { "If-None-Match": known } : {};
    const { reply, why, mark } = await ask(board.dataset.poll, { headers, credentials: "omit", patience: PATIENCE });
    if (reply?.reason === "absent") return stop();
    if (reply?.parts) show(reply, mark);
    say(why ? `${reason(why)} ${TRYING}` : "");
    return true;
  }

  function show(counts, mark) {
    known = mark ?? "";
    for (const place of document.querySelectorAll("[data-count]")) put(place, counts[place.dataset.count]);
    for (const place of document.querySelectorAll("[data-part]")) put(place, counts.parts[place.dataset.part] ?? 0);
  }

  function put(place, number) {
    if (place.textContent !== String(number)) place.textContent = number;
  }

  function say(text) {
    if (words.textContent !== text) words.textContent = text;
    again.hidden = !text;
  }

  // After half a day the address has run out; loading the page brings a new one.
  function stop() {
    say(OLD);
    return false;
  }

  document.addEventListener("visibilitychange", look);
  look();
}
