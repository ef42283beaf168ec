// Looks every two seconds how far the ZIP is, while somebody is looking at the page. Without this, Refresh does the same.
const EVERY = 2000; // milliseconds

const wait = document.querySelector("[data-archive-wait]");
if (wait) setTimeout(look, EVERY);

async function look() {
  const found = document.visibilityState === "visible" ? await ask() : null;
  if (found?.state === "over") location.reload();
  else {
    if (found) show(found);
    setTimeout(look, EVERY);
  }
}

async function ask() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // no connection just now
  }
}

function show({ done, total }) {
  const words = `${done} of ${total} report${total === 1 ? "" : "s"} so far.`;
  const line = wait.querySelector("[data-words]");
  if (line.textContent !== words) line.textContent = words;
  Object.assign(wait.querySelector("progress"), { max: total, value: done });
}
