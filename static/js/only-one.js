// “I don't want to say” is only ever true by itself: ticking it unticks the rest, and the other way round.

/** @type {NodeListOf<HTMLInputElement>} */
const boxes = document.querySelectorAll("[name=perspectives]");

const standsAlone = (box) => "only" in box.dataset;

for (const box of boxes) {
  box.addEventListener("change", () => {
    if (!box.checked) return;
    const others = [...boxes].filter((other) => other !== box);
    others.filter((other) => standsAlone(box) || standsAlone(other)).forEach((other) => (other.checked = false));
  });
}
