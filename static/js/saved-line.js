// Says whether everything on the page is saved, and if not, why not: truly, and in words that help.

import { reason } from "./answers.js";

const SIGNED_OUT = "Not saved yet. Sign in again, and we’ll save it.";
const TRYING = "We’ll keep trying. You can carry on.";
const KEPT = "We keep it on this device, and we’ll keep trying. You can carry on.";
const UNTIL_SIGNAL = "We keep it on this device until there is a signal. You can carry on.";
const SAFE = "What you said is safe on this device.";
const STAY = "Leave this page open.";
const LASTS = 1; // tries that failed before: the first may be over in a moment
/**
 * @typedef {{ why: string, tries: number, isKept: boolean, isPressed?: boolean }} Failing
 * @typedef {{ stopped?: string, failing?: Failing | null, trouble?: string, savedAt?: Date | null }} Standing `savedAt` once all is saved
 */

/**
 * @param {Standing} standing
 * @returns {{ state: "" | "kept" | "problem" | "saved", words: string }}
 */
export function lineOf({ stopped, failing, trouble, savedAt }) {
  if (stopped) return { state: "problem", words: stopped };
  if (failing) return { state: isWell(failing) ? "kept" : "problem", words: failingWords(failing) };
  if (trouble) return { state: "problem", words: trouble };
  if (savedAt) return { state: "saved", words: `Saved at ${clock(savedAt)}. You can stop and come back.` };
  return { state: "", words: "Saving…" };
}

/** @param {Failing} failing */
const isWell = ({ why, isKept, isPressed }) => isKept && !isPressed && why !== "signed-out";

/** @param {Failing} failing */
function failingWords({ why, tries, isKept, isPressed }) {
  if (why === "signed-out") return SIGNED_OUT;
  if (isPressed) return join(why === "offline" ? "No signal yet." : `Not saved yet. ${reason(why)}`, pressed(why, isKept));
  const isNew = tries < LASTS;
  const isSignal = why === "offline" || (why === "unreachable" && isNew);
  const goesOn = !isKept ? TRYING : isSignal ? UNTIL_SIGNAL : KEPT;
  return join("Not saved yet.", isNew || isSignal ? "" : reason(why), goesOn);
}

/**
 * @param {string} why
 * @param {boolean} isKept
 */
function pressed(why, isKept) {
  const when = why === "offline" ? "when there is one" : "in a moment";
  return `${isKept ? SAFE : STAY} Press the button again ${when}.`;
}

/** @param {string[]} sentences */
const join = (...sentences) => sentences.map((one) => one.trim()).filter(Boolean).join(" ");

/** @param {Date} time */
const clock = (time) => time.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hourCycle: "h12" });

/** The line on the page. Announced: the first save, each problem, and that it is over. */
export class SavedLine {
  /** @param {(name: string) => HTMLElement} piece */
  constructor(piece) {
    this.piece = piece;
    this.announced = "";
  }

  /** @param {Standing} standing */
  show(standing) {
    const { state, words } = lineOf(standing);
    this.piece("saved-line").dataset.state = state;
    this.piece("saved-words").textContent = words;
    const news = state === "saved" ? "saved" : state && words;
    if (!news || news === this.announced) return;
    this.piece("saved-announcement").textContent = words;
    this.announced = news;
  }
}
