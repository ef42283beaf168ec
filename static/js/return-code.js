// A return code that somebody has kept in any way isn't asked about again. Until then, whoever closes its page is asked.

import { isInOwnTab } from "./own-tab.js";

const place = document.querySelector("[data-return-code]");

if (place) {
  const form = place.querySelector("[data-kept-form]");
  const said = place.querySelector("[data-kept-words]");
  const printing = place.querySelector("[data-print]");
  let isKept = "kept" in place.dataset;
  let isGoingOn = false; // to a page of ours, which shows the code as well

  // The server has this browser remember it. If it doesn't hear of it, they are asked once too often.
  const keep = () => {
    if (isKept) return;
    isKept = true;
    said.textContent = said.dataset.keptWords;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => (isKept = false));
  };

  printing.hidden = false;
  printing.addEventListener("click", () => print());
  addEventListener("beforeprint", keep);
  place.addEventListener("shared", keep);
  place.addEventListener("copy", keep);
  place.querySelectorAll("[data-keeps]").forEach((way) => way.addEventListener("click", keep));

  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='/']")) isGoingOn = isInOwnTab(event);
  });
  document.addEventListener("submit", (event) => (isGoingOn = !event.defaultPrevented));
  addEventListener("pageshow", () => (isGoingOn = false));
  addEventListener("beforeunload", (event) => {
    if (!isKept && !isGoingOn) event.preventDefault();
  });
}
