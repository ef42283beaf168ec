// "Who may read this?" opens once there are words, and says truthfully who can read them now.

export function whoMayRead(form, changed) {
  const fieldset = form.querySelector("[data-who-may-read]");
  if (!fieldset) return null;
  const { reflection: box, sharing_shown: shown, may_quote: quote, may_quote_outside: outside } = form.elements;
  const choices = [...fieldset.querySelectorAll("[name=may_read]")];
  const sent = new Set(); // choices that may have arrived without our hearing of it

  const chosen = () => choices.find((one) => one.checked)?.value ?? "";
  const spelt = () => `${chosen()}:${+quote.checked}:${+outside.checked}`;

  // "round:1:0" is: people in this round, and it may be quoted.
  function show(spelling) {
    const [value, may, mayOutside] = spelling.split(":");
    choices.forEach((one) => (one.checked = one.value === value));
    quote.checked = may === "1";
    outside.checked = mayOutside === "1";
  }

  function tell() {
    const isWaiting = spelt() !== shown.value;
    const says = {
      me: chosen() !== "round" && !quote.checked,
      round: chosen() === "round",
      quote: quote.checked && !outside.checked,
      outside: outside.checked,
    };
    for (const line of fieldset.querySelectorAll("[data-now]")) {
      const { now } = line.dataset;
      line.hidden = isWaiting ? now !== "waiting" : !says[now];
    }
  }

  function pick() {
    tell();
    changed();
  }

  // Words that are taken out leave nothing to read: what is written next is asked about anew.
  function followWords() {
    const isEmpty = !box.value.trim();
    fieldset.hidden = isEmpty;
    if (!isEmpty || spelt() === ":0:0") return;
    show(":0:0");
    pick();
  }

  fieldset.addEventListener("change", ({ target }) => {
    if (target === outside && outside.checked) quote.checked = true;
    if (target === quote && !quote.checked) outside.checked = false;
    pick();
  });
  box.addEventListener("input", followWords);
  fieldset.hidden = !box.value.trim();
  tell();

  return {
    content: () => ({
      may_read: chosen(),
      may_quote: quote.checked,
      may_quote_outside: outside.checked,
      instead_of: shown.value,
      sent: [...sent],
    }),
    flies: () => sent.add(spelt()),
    restore(change) {
      shown.value = change.instead_of;
      change.sent.forEach((one) => sent.add(one));
      show(`${change.may_read}:${+change.may_quote}:${+change.may_quote_outside}`);
      tell();
    },
    // Whether it has to be sent again: what is stored is an earlier choice made here.
    took(stored, isNewest) {
      const isMine = sent.has(stored);
      shown.value = stored;
      if (isNewest && !isMine) show(stored);
      tell();
      return isNewest && stored !== spelt();
    },
    followWords,
  };
}
