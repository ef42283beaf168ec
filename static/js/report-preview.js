// Shows what is being written as a board will read it, a moment after typing, and counts the summary's words.
// Nothing is saved by it. Without this, the preview shows what was saved.
import { ask } from "./answers.js";

const AFTER = 800; // milliseconds

const form = document.querySelector("form[data-preview]");
const here = document.querySelector("[data-preview-here]");
const words = document.querySelector("[data-preview-words]");
const count = document.querySelector("[data-word-count]");
let waiting, newest;

form?.addEventListener("input", () => {
  countWords();
  if (!here) return;
  clearTimeout(waiting);
  waiting = setTimeout(show, AFTER);
});

async function show() {
  const mine = (newest = new FormData(form));
  const { reply } = await ask(form.dataset.preview, { body: mine });
  if (mine !== newest) return; // a newer one is on its way
  if (typeof reply?.html !== "string") {
    words.textContent = "This couldn’t be shown just now. Your words are still in the boxes.";
    return;
  }
  const page = new DOMParser().parseFromString(reply.html, "text/html");
  here.replaceChildren(...page.body.childNodes);
  words.textContent = "As you are writing it. It isn’t saved yet.";
}

function countWords() {
  if (!count) return;
  const boxes = count.dataset.wordCount.split(" ").map((id) => document.getElementById(id).value);
  const written = boxes.join(" ").split(/\s+/).filter(Boolean).length;
  const over = written - count.dataset.limit;
  count.textContent = `${written} of ${count.dataset.limit} words${over > 0 ? `: ${over} too many` : ""}`;
}
