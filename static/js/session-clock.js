// How long a step still has, in words: it makes no sound and nothing moves. Kept in this window, so it survives a page.
// A slide says at which step of a part it is: coming there from another begins that step.
const MINUTE = 60_000; // milliseconds
const OVER = "Time is over. No hurry.";

const now = () => performance.timeOrigin + performance.now(); // a time of day that nobody puts right meanwhile

const clock = document.querySelector("[data-clock]");
if (clock?.dataset.clockMinutes.trim()) run(clock);

function run(clock) {
  const piece = (name) => document.querySelector(`[data-clock-${name}]`);
  const times = clock.dataset.clockMinutes.trim().split(" ").map((minutes) => Number(minutes) * MINUTE);
  const name = `clock-${clock.dataset.clock}`;
  const { clockPlace: here, clockStep } = clock.dataset;

  // `left` while it stands still, `until` (a time of day) while it runs; `place` is the slide's that began it.
  let state = read() ?? begin(0, "");

  // Nothing where the browser keeps nothing, or something that we never wrote.
  function read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(name));
      return times[kept?.step] && [kept.left, kept.until].every(Number.isFinite) ? kept : null;
    } catch {
      return null;
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(name, JSON.stringify(state));
    } catch {
      // It runs in this page only, then.
    }
  }

  function begin(step, place) {
    return { step, place, left: times[step], until: 0 };
  }

  const left = () => (state.until ? Math.max(0, state.until - now()) : state.left);

  function become(next) {
    state = next;
    keep();
    show();
  }

  function startOrPause() {
    const rest = left();
    become(state.until ? { ...state, left: rest, until: 0 } : { ...state, until: now() + rest });
  }

  // A clock that runs goes on running.
  function turn(step, place = state.place) {
    if (times[step]) become({ ...begin(step, place), until: state.until ? now() + times[step] : 0 });
  }

  function inWords(rest) {
    if (!rest) return OVER;
    const minutes = Math.ceil(rest / MINUTE);
    const words = minutes === 1 && rest < MINUTE ? "Less than a minute left" : `${minutes} minute${minutes > 1 ? "s" : ""} left`;
    return state.until || rest === times[state.step] ? words : `${words}, paused`;
  }

  function show() {
    put("left", inWords(left()));
    put("word", state.until ? "Pause" : left() < times[state.step] ? "Go on with" : "Start");
    if (!left() && document.activeElement === piece("run")) piece("left").focus(); // its button goes
    piece("run").hidden = !left();
    for (const [number, step] of [...(piece("steps")?.children ?? [])].entries()) {
      step.toggleAttribute("data-now", number === state.step);
      step.setAttribute("aria-current", number === state.step ? "step" : "false");
    }
  }

  function put(name, text) {
    if (piece(name).textContent !== text) piece(name).textContent = text;
  }

  piece("run").addEventListener("click", startOrPause);
  piece("before")?.addEventListener("click", () => turn(state.step - 1));
  piece("next")?.addEventListener("click", () => turn(state.step + 1));
  for (const hidden of [clock, piece("turn")]) hidden?.removeAttribute("hidden");
  if (here && here !== state.place) turn(Number(clockStep), here);
  setInterval(show, 1000);
  show();
}
