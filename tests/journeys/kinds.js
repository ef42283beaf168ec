// The kinds of things on a page, as far as axe tells them apart: what isn't among them it need not see twice.
() => {
  const all = [...document.body.querySelectorAll("*")], CLEAR = "rgba(0, 0, 0, 0)";
  const tag = (one) => `${one.localName}.${one.getAttribute("class") ?? ""}`;
  const once = (ask) => {
    const known = new Map();
    return (one) => known.get(one) ?? known.set(one, ask(one)).get(one);
  };
  const ground = once((one) => {
    const { backgroundColor } = getComputedStyle(one);
    return backgroundColor === CLEAR && one.parentElement ? ground(one.parentElement) : backgroundColor;
  });
  const isLarge = ({ fontSize, fontWeight }) => parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
  const shows = (one) => {
    if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return "hidden";
    const style = getComputedStyle(one);
    return [style.clipPath, style.display.startsWith("inline"), style.color, ground(one), isLarge(style)].join(" ");
  };
  const attribute = ({ name, value }) => (value === "" ? `${name}=""` : name);
  const says = (one) => (one.textContent.trim() ? "words" : "no words");
  const kind = (one) => {
    const { type, role, parentElement, attributes } = one;
    return [tag(parentElement), tag(one), ...[...attributes].map(attribute), type, role, says(one), shows(one)].join(" ");
  };

  const twice = (names) => (new Set(names).size < names.length ? "some have one name" : "");
  const ids = all.map((one) => one.id).filter(Boolean);
  const named = (id) => document.getElementById(id)?.textContent ?? "nothing";
  const REFERS = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for"];
  const meant = all.flatMap((one) => REFERS.flatMap((name) => one.getAttribute(name)?.split(/\s+/) ?? []));
  const landmarks = [...document.querySelectorAll("nav, aside, section, form, header, footer, [role]")];
  const label = (one) => one.getAttribute("aria-label") ?? (one.getAttribute("aria-labelledby") ?? "").split(/\s+/).map(named).join(" ");
  const headings = all.filter((one) => /^h[1-6]$/.test(one.localName)).map((one) => one.localName);
  return [
    ...new Set(all.map(kind)),
    ...new Set(headings.map((one, at) => `${one} after ${headings[at - 1]}`)),
    `ids: ${twice(ids)}`,
    `landmarks: ${twice(landmarks.map((one) => `${one.localName} ${one.role} ${label(one)}`))}`,
    `refers to ${meant.every((id) => document.getElementById(id)) ? "what is there" : "nothing"}`,
  ];
}
