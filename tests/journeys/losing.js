// What of a page's words is lost as letters are now, twice as large, or set wider apart (WCAG 1.4.4, 1.4.10, 1.4.12), and
// what a finger misses. `asked` of these in one call, since a call for each would take longer than all of it.
(asked) => {
  const root = document.documentElement;
  const SPACED = new CSSStyleSheet();
  SPACED.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }
  `);
  const FINGER = 44 - 0.5; // pixels, but for rounding
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";

  const named = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") || ""} “${shown(one).slice(0, 30)}”`;
  const shown = (one) => (one.textContent || one.name || "").trim().replace(/\s+/g, " ");
  const inline = (one) => ["inline", "contents"].includes(getComputedStyle(one).display);
  const once = (ask) => {
    const known = new Map();
    return (one) => known.get(one) ?? known.set(one, ask(one)).get(one);
  };
  const scrolls = once((one) => one !== document.body && (getComputedStyle(one).overflowX === "auto" || scrolls(one.parentElement)));
  const away = once((one) => one !== root && (one.matches(".govuk-skip-link") || getComputedStyle(one).clipPath === "inset(50%)" || away(one.parentElement)));
  const seen = once((one) => one.checkVisibility({ visibilityProperty: true }) && !away(one));

  const lines = () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
    while (texts.nextNode()) {
      const one = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || one.closest("svg, script, noscript, textarea, select") || !seen(one)) continue;
      range.selectNodeContents(texts.currentNode);
      for (const box of range.getClientRects()) if (box.width > 1) found.push({ one, box });
    }
    return found.sort((a, b) => a.box.top - b.box.top);
  };

  const framed = (one) => {
    const { backgroundColor, borderRightStyle } = getComputedStyle(one);
    return !inline(one) && (backgroundColor !== "rgba(0, 0, 0, 0)" || borderRightStyle !== "none");
  };
  const frame = once((one) => (one === document.body || framed(one) ? one : frame(one.parentElement)));
  const sticksOut = ({ one, box }) => {
    if (scrolls(one)) return false;
    const edge = frame(one).getBoundingClientRect(), slack = box.height / 4;
    return box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - slack || box.bottom > edge.bottom + slack;
  };

  const over = (a, b) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - b.top;
    return wide > 2 && high > Math.min(a.height, b.height) * 0.45;
  };
  const covered = (all) =>
    all.filter(({ box }, at) => {
      for (let next = at + 1; next < all.length && all[next].box.top < box.bottom; next++) if (over(box, all[next].box)) return true;
      return false;
    });

  const cutOff = (one) => {
    const wide = one.scrollWidth > one.clientWidth + 1, high = one.scrollHeight > one.clientHeight + 1;
    if (!(wide || high) || one.closest("svg, input, textarea, select") || !seen(one)) return false;
    const { overflowX, overflowY } = getComputedStyle(one), CUT = ["hidden", "clip"];
    const nameless = overflowX === "auto" && wide && !(one.tabIndex === 0 && one.matches("[aria-label], [aria-labelledby]"));
    return nameless || (wide && CUT.includes(overflowX)) || (high && CUT.includes(overflowY));
  };

  const lost = () => {
    const all = lines(), found = [...document.body.querySelectorAll("*")].filter(cutOff).map((one) => `cut off: ${named(one)}`);
    found.push(...all.filter(sticksOut).map(({ one }) => `sticks out: ${named(one)}`));
    found.push(...covered(all).map(({ one }) => `under other words: ${named(one)}`));
    if (root.scrollWidth > root.clientWidth) found.push("wider than the window");
    return found;
  };

  const positioned = (one) => (getComputedStyle(one).position === "static" ? positioned(one.parentElement) : one);
  const target = (one) => {
    const parts = [one, ...(one.matches("[type=checkbox], [type=radio]") ? one.labels : [])];
    if (getComputedStyle(one, "::after").position === "absolute") parts.push(positioned(one));
    const boxes = parts.map((part) => part.getBoundingClientRect());
    const length = (from, to) => Math.max(...boxes.map((box) => box[to])) - Math.min(...boxes.map((box) => box[from]));
    return Math.min(length("left", "right"), length("top", "bottom"));
  };
  const block = (one) => (inline(one) ? block(one.parentElement) : one);
  const inSentence = (one) => {
    if (!inline(one)) return false;
    const around = block(one).cloneNode(true);
    around.querySelectorAll("a, button, .govuk-visually-hidden").forEach((each) => each.remove());
    return /[\p{L}\p{N}]/u.test(around.textContent);
  };
  const missed = () =>
    [...document.querySelectorAll(CONTROLS)]
      .filter((one) => seen(one) && target(one) < FINGER && !inSentence(one))
      .map((one) => named(one));

  const spaced = () => {
    document.adoptedStyleSheets = [SPACED];
    const found = lost();
    document.adoptedStyleSheets = [];
    return found;
  };
  const twice = () => {
    root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
    const found = lost();
    root.style.fontSize = "";
    return found;
  };
  const answers = { missed, lost, spaced, twice };
  return [...new Set(asked.flatMap((each) => answers[each]().map((found) => `${each}: ${found}`)))];
}
