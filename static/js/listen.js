// Listen: what stands in the main part, read out by the browser's own voice where it has one. Each text is read in the
// language that it is written in, and what can be pressed or chosen is named in its place.

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, legend, label, button, blockquote, th, td, caption, summary";
const SHUT = "details:not([open]) > :not(summary)"; // some browsers lay it out all the same
const UNREAD = `[data-listen], .back, nav, script, svg, textarea, select, [role=status], .govuk-visually-hidden, ${SHUT}`;

const speech = window.speechSynthesis;
const button = document.querySelector("[data-listen]");
let reading = false;

/** Texts in their order; those of one block and one language are one. */
function pieces() {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: within, textContent: words } = texts.currentNode;
    if (!words.trim() || within.closest(UNREAD) || !within.getClientRects().length) continue;
    add(found, { block: within.closest(BLOCKS) ?? within, lang: within.closest("[lang]").lang, words });
  }
  return found;
}

function add(found, piece) {
  const before = found[found.length - 1];
  const goesOn = before && before.block === piece.block && before.lang === piece.lang;
  if (goesOn) before.words += piece.words;
  else found.push(piece);
}

function spoken({ words, lang }) {
  const speaking = new SpeechSynthesisUtterance(words.replace(/\s+/g, " ").trim());
  speaking.lang = lang;
  speaking.rate = 0.9;
  return speaking;
}

function readAloud() {
  const all = pieces().map(spoken);
  all[all.length - 1].onend = () => say(false);
  all.forEach((one) => (one.onerror = () => say(false)));
  all.forEach((one) => speech.speak(one));
  say(true);
}

function silence() {
  speech.cancel();
  say(false);
}

/** The button says what it does next. */
function say(isReading) {
  reading = isReading;
  button.querySelector("[data-listen-words]").textContent = isReading ? "Stop" : "Listen";
}

function offer() {
  button.hidden = !speech.getVoices().length;
}

if (speech) {
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => (reading ? silence() : readAloud()));
  document.addEventListener("click", ({ target }) => {
    const leads = target.closest("a, button"); // to another statement, or another page
    if (leads && leads !== button && reading) silence();
  });
  addEventListener("pagehide", silence);
}
