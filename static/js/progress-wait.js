// Looks every two seconds how far something is that the server makes, while somebody is looking at the page. Without
// this, a link on the page does the same.
import { ask, reason } from "./answers.js";

const EVERY = 2000; // milliseconds

const wait = document.querySelector("[data-progress-wait]");
if (wait) setTimeout(look, EVERY);

async function look() {
  const { reply, why } = document.visibilityState === "visible" ? await ask(location.href) : {};
  if (reply?.state === "over" || reply?.reason) return location.reload(); // or one has to sign in again
  if (reply) show(reply.done, reply.total);
  if (why) say(`${reason(why)} We keep trying.`);
  setTimeout(look, EVERY);
}

function show(done, total) {
  say(`${done} ${wait.querySelector("[data-words]").dataset.words}`);
  Object.assign(wait.querySelector("progress"), { max: total, value: done });
}

function say(words) {
  const line = wait.querySelector("[data-words]");
  if (line.textContent !== words) line.textContent = words;
}
