// How long a step still has, in words: it makes no sound and nothing moves. Kept in this window, so it survives a page.
const MINUTE = 60_000; // milliseconds
const OVER = "The time for this step is over. Take the time you need.";

const now = () => performance.timeOrigin + performance.now(); // a time of day that nobody puts right meanwhile

const clock = document.querySelector("[data-clock]");
if (clock) run(clock);

function run(clock) {
  const piece = (name) => clock.querySelector(`[data-clock-${name}]`);
  const steps = [...clock.querySelectorAll("[data-minutes]")].map((step) => ({
    time: Number(step.dataset.minutes) * MINUTE,
    words: step.querySelector("[data-do]").textContent,
  }));
  const name = `clock-${clock.dataset.clock}`;
  if (!steps.length) return;

  // `left` while it stands still, `until` (a time of day) while it runs.
  let state = read() ?? begin(0);

  // Nothing where the browser keeps nothing, or something that we never wrote.
  function read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(name));
      return steps[kept?.step] && [kept.left, kept.until].every(Number.isFinite) ? kept : null;
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

  function begin(step) {
    return { step, left: steps[step].time, until: 0 };
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

  function turn(by) {
    const step = Math.min(Math.max(state.step + by, 0), steps.length - 1);
    if (step !== state.step) become(state.until ? { ...begin(step), until: now() + steps[step].time } : begin(step));
  }

  function inWords(rest) {
    if (!rest) return OVER;
    const minutes = Math.ceil(rest / MINUTE);
    const words = minutes === 1 && rest < MINUTE ? "Less than a minute left" : `${minutes} minute${minutes > 1 ? "s" : ""} left`;
    return state.until || rest === steps[state.step].time ? words : `${words}. The clock is paused.`;
  }

  function show() {
    put("step", `Step ${state.step + 1} of ${steps.length}: ${steps[state.step].words}`);
    put("left", inWords(left()));
    put("run", state.until ? "Pause the clock" : left() < steps[state.step].time ? "Go on with the clock" : "Start the clock");
    piece("run").hidden = !left();
    piece("before").hidden = state.step === 0;
    piece("next").hidden = state.step === steps.length - 1;
  }

  function put(name, text) {
    if (piece(name).textContent !== text) piece(name).textContent = text;
  }

  piece("run").addEventListener("click", startOrPause);
  piece("before").addEventListener("click", () => turn(-1));
  piece("next").addEventListener("click", () => turn(1));
  piece("face").hidden = false;
  setInterval(show, 1000);
  show();
}
