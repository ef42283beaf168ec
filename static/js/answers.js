// Asks our server, and knows its answers from a stranger's: firewalls, filters and wifi that wants somebody to sign in
// answer in our place, with pages and with JSON of their own. Only JSON that says it is ours decides anything.

const OURS = "coprod-reflect";
const PATIENCE = 20_000; // milliseconds
const MOST_ALIVE = 20_000; // characters: browsers keep 64 kB alive when a page goes

/**
 * Why nothing of ours arrived. `none` is no connection, `stranger` an answer that isn't ours.
 * @typedef {"none" | "slow" | "busy" | "fault" | "stranger"} Why
 * @typedef {Record<string, any>} Reply
 * @typedef {{ status: number, reply: Reply, why?: undefined } | { status: number, reply: null, why: Why }} Answer
 * @typedef {{ body?: BodyInit, headers?: Record<string, string>, credentials?: RequestCredentials, patience?: number, signal?: AbortSignal }} Options
 */

/**
 * @param {string} url
 * @param {Options} [options] with a `body` it is sent, otherwise read
 * @returns {Promise<Answer>}
 */
export async function ask(url, { body, headers = {}, credentials, patience = PATIENCE, signal } = {}) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  const stop = () => late.abort();
  signal?.addEventListener("abort", stop);
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
    return { status: 0, reply: null, why: late.signal.aborted ? "slow" : "none" };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
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
  if (reply?.app !== OURS) return { status, reply: null, why: whyOf(status) };
  if (isForLater(status)) return { status, reply: null, why: whyOf(status) };
  return { status, reply };
}

/** @param {number} status */
const isForLater = (status) => status >= 500 || status === 429 || status === 408;

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
