// Looks every second whether the PDF is made, and then fetches it. Without this, the link on the page does the same.
const EVERY = 1000; // milliseconds

const wait = document.querySelector("[data-report-wait]");
if (wait) look();

async function look() {
  const state = await ask();
  if (state === "kept") arrived();
  else if (state === "failed") location.reload();
  else setTimeout(look, EVERY);
}

async function ask() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).state : "making";
  } catch {
    return "making"; // no connection just now
  }
}

// The file is saved beside this page, which therefore stays, and says so.
function arrived() {
  wait.querySelector("[data-words]").textContent = "Your PDF is ready. If it hasn’t been saved, get it here.";
  wait.querySelector("progress").closest("label").remove();
  location.assign(location.href);
}
