// Takes out of static/built what govuk-frontend offers and no page of ours has. Our own styles all stay.

import { writeFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";

const KINDS = ["checkboxes", "radios"]; // what templates/forms/choices.html calls its `kind`
const OURS = /^(?!govuk-)/;

const namesIn = (text) => text.match(/[\w-]+/g) ?? [];

const styles = await new PurgeCSS().purge({
  content: ["templates/**/*.html", "static/js/*.js"],
  css: ["static/built/*.css"],
  defaultExtractor: (text) => KINDS.flatMap((kind) => namesIn(text.replaceAll("{{ kind }}", kind))),
  safelist: [OURS],
});
styles.forEach(({ file, css }) => writeFileSync(file, css));
