// Pieces of a part's page that scripts fill in or show.

export const piece = (name) => document.querySelector(`[data-${name}]`);

/** What keeps a part from being saved, beside the saved line. */
export function showNotices({ why, conflict, stopped }) {
  piece("signed-out").hidden = why !== "signed-out";
  piece("both-texts").hidden = !conflict;
  piece("theirs").textContent = conflict?.text || piece("theirs").dataset.empty;
  piece("stopped").hidden = !stopped;
  piece("stopped-words").textContent = stopped;
}
