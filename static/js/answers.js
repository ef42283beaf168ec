// Asks our server, and knows its answers from a stranger's: firewalls, filters and wifi that wants somebody to sign in
// answer in our place, with pages and with JSON of their own. Only JSON that says it is ours decides anything.

const OURS = "coprod-reflect";
const TOKEN = "csrfmiddlewaretoken";
const PATIENCE = 20_000; // milliseconds
const FOR_LATER = ["slow", "busy", "fault"]; // reasons of ours that decide nothing
const MOST_ALIVE = 20_000; // characters: browsers keep 64 kB alive when a page goes

/** In words, for people. @type {Record<string, string>} */
const REASONS = {
  offline: "No signal.",
  unreachable: "We can’t be reached from here just now.",
  slow: "The connection is very slow.",
  busy: "We have very much to do just now.",
  fault: "The fault is ours.",
  stranger: "Something else answers in our place: a filter, or wifi that wants you to sign in.",
  token: "This page is old. If this lasts, copy your words and load it again.",
};

/**
 * Why nothing that decides has arrived. A `stranger` answered, or our server says that it has to be tried again.
 * @typedef {"offline" | "unreachable" | "slow" | "busy" | "fault" | "stranger"} Why
 * @typedef {Record<string, any>} Reply
 * @typedef {{ status: number, reply: Reply | null, why?: Why, mark?: string }} Answer `why` where there is no reply
 * @typedef {{ body?: BodyInit, headers?: Record<string, string>, credentials?: RequestCredentials, patience?: number }} Options
 */

/**
 * @param {string} url
 * @param {Options} [options] with a `body` it is sent, otherwise read
 * @returns {Promise<Answer>}
 */
export async function ask(url, { body, headers = {}, credentials, patience = PATIENCE } = {}) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  try {
    const answer = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers: { Accept: "application/json", ...headers },
      body,
      credentials,
      redirect: "manual", // we never redirect a script
      keepalive: typeof body === "string" && body.length < MOST_ALIVE,
      signal: late.signal,
    });
    return await read(answer);
  } catch {
    return { status: 0, reply: null, why: late.signal.aborted ? "slow" : isOffline() ? "offline" : "unreachable" };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Response} answer
 * @returns {Promise<Answer>}
 */
async function read(answer) {
  const { status } = answer;
  if (status === 304) return { status, reply: {} }; // nobody else knows what we have
  const reply = parse(await answer.text());
  const isOurs = reply?.app === OURS;
  if (isOurs && FOR_LATER.includes(reply.reason)) return { status, reply: null, why: reply.reason };
  const mark = answer.headers.get("ETag") ?? "";
  return isOurs ? { status, reply, mark } : { status, reply: null, why: whyOf(status) };
}

/** @param {string} why */
export const reason = (why) => REASONS[why] ?? "";

const isOffline = () => globalThis.navigator?.onLine === false;

/**
 * @param {number} status
 * @returns {Why}
 */
function whyOf(status) {
  if (status === 408) return "slow";
  if (status === 429 || status === 503) return "busy";
  return status >= 500 ? "fault" : "stranger";
}

/**
 * @param {string} text
 * @returns {Reply | null}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * One change of a sheet. The mark says which sheet this page belongs to: on a shared device the next person has another.
 * @param {string} url
 * @param {object} change
 * @param {string} [mark]
 */
export function post(url, change, mark) {
  const token = tokens()[0]?.value ?? "";
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token, ...(mark && { "Sheet-Mark": mark }) };
  return ask(url, { body: JSON.stringify(change), headers });
}

const tokens = () => /** @type {NodeListOf<HTMLInputElement>} */ (document.getElementsByName(TOKEN));

/** Signing in again, in another tab, changes the token. */
export async function renewToken() {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  const page = await fetch(location.href, { signal: late.signal }).then((answer) => answer.text()).catch(() => "");
  clearTimeout(timer);
  const found = /csrfmiddlewaretoken" value="(\w+)/.exec(page);
  if (found) tokens().forEach((field) => (field.value = found[1]));
}
