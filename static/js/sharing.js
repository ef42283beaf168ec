// Copying and sharing what stands on a page. Without this it can be selected, and one tap selects all of it.
// Whoever listens is told of what has left the page ("shared").

const CHOSEN = "We couldn’t copy it. It is selected now: copy it yourself.";

async function copy(words) {
  try {
    // eslint-disable-next-line baseline/use-baseline -- where it is missing, the words are selected instead
    await navigator.clipboard.writeText(words.innerText.trim());
    tell(words);
    return "Copied. You can paste it now.";
  } catch {
    getSelection().selectAllChildren(words); // no permission, or a page that isn't safe
    return CHOSEN;
  }
}

// Whoever closes the window of their device again has shared nothing, and knows it.
async function share(words, { share: title, shareUrl: url = words.textContent.trim() }) {
  try {
    // eslint-disable-next-line baseline/use-baseline -- the button is there only where this is
    await navigator.share({ title, url });
    tell(words);
    return "";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "" : "We couldn’t share it. Copy the link instead.";
  }
}

const tell = (words) => words.dispatchEvent(new Event("shared", { bubbles: true }));

// Said anew each time, so that a second press is heard too.
function onPress(button, said, act) {
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    said.textContent = await act();
  });
}

for (const place of document.querySelectorAll("[data-sharing]")) {
  const find = (name) => place.querySelector(`[data-${name}]`);
  const [words, said] = [find("shared"), place.querySelector("[role=status]")];
  onPress(find("copy"), said, () => copy(words));
  if ("share" in navigator) onPress(find("share"), said, () => share(words, find("share").dataset));
}
