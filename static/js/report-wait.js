// Looks every second whether the file is made, and then fetches it. Without this, the link on the page does the same.
import { ask, reason } from "./answers.js";

const EVERY = 1000; // milliseconds
const IN_THE_QUEUE = 5000; // while so many wait that ours isn't among them
const LASTS = 3; // tries

const wait = document.querySelector("[data-report-wait]");
const words = wait?.querySelector("[data-words]");
const making = words?.textContent;
let misses = 0;
if (wait) look();

async function look() {
  const { reply, why } = await ask(location.href);
  tell(why);
  if (reply?.state === "kept") arrived();
  else if (reply?.state === "failed" || reply?.reason) location.reload(); // or one has to sign in again
  else setTimeout(look, reply?.state === "waiting" ? IN_THE_QUEUE : EVERY);
}

function tell(why) {
  misses = why ? misses + 1 : 0;
  const said = misses < LASTS ? making : `${reason(why)} We keep looking whether your ${wait.dataset.reportWait} is ready.`;
  if (words.textContent !== said) words.textContent = said;
}

// The file is saved beside this page, which therefore stays, and says so.
function arrived() {
  words.textContent = `Your ${wait.dataset.reportWait} is ready. If it hasn’t been saved, get it here.`;
  wait.querySelector("progress").closest("label").remove();
  location.assign(location.pathname + location.search); // with a fragment nothing would be asked for
}
