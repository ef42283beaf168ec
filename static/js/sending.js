// Sends one change, and says what became of it.

const PATIENCE = 20_000; // milliseconds
const TOKEN = "csrfmiddlewaretoken";

// [status, reply]. Without a reply, we didn't answer. Status 0 is a redirect, to the sign-in page.
export async function send(url, change, mark) {
  const body = JSON.stringify(change);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: headers(mark),
      body,
      redirect: "manual",
      keepalive: body.length < 20_000, // browsers keep 64 kB alive when a page goes
      signal: late.signal,
    });
    const isOurs = answer.headers.get("Content-Type") === "application/json";
    return [answer.status, isOurs && (await answer.json())];
  } catch {
    return [-1];
  } finally {
    clearTimeout(timer);
  }
}

// The mark says which sheet this page belongs to: on a shared device the next person has another one.
function headers(mark) {
  const token = document.getElementsByName(TOKEN)[0]?.value;
  return { "Content-Type": "application/json", "X-CSRFToken": token, ...(mark && { "Sheet-Mark": mark }) };
}

// Signing in again, in another tab, changes the token.
export async function renewToken() {
  const page = await fetch(location.href).catch(() => null);
  const found = page && /csrfmiddlewaretoken" value="(\w+)/.exec(await page.text());
  if (found) document.getElementsByName(TOKEN).forEach((field) => (field.value = found[1]));
  return found;
}
