// What scripts and styles may use: browsers from the end of 2021 on, as package.json lists and docs/browsers.md says.
// tsc knows the language of 2021 (tsconfig.json); these know what browsers offer.

import css from "@eslint/css";
import baseline from "eslint-plugin-baseline-js";
import compat from "eslint-plugin-compat";

const YEAR = 2021;
const TOO_NEW = ["checkVisibility", "requestSubmit", "showPicker", "showPopover", "submitter"]; // of elements and events

const scripts = {
  files: ["static/js/*.js"],
  plugins: { baseline, compat },
  languageOptions: { ecmaVersion: YEAR, sourceType: "module" },
  rules: {
    "baseline/use-baseline": ["error", { available: YEAR, includeWebApis: { preset: "auto" }, includeJsBuiltins: { preset: "auto" } }],
    "compat/compat": "error",
    "no-restricted-properties": ["error", ...TOO_NEW.map((property) => ({ property, message: "Too new." }))],
    "no-unused-vars": ["error", { varsIgnorePattern: "^_" }],
  },
};

// What is sent may speak no newer language than what it was built of.
const built = {
  files: ["static/built/js/*.js"],
  languageOptions: { ecmaVersion: YEAR, sourceType: "module" },
};

// Where one of these is missing, a page is less pretty, and says and does the same. `outline` is there everywhere: it
// follows round corners only in newer browsers.
const LESS_PRETTY = {
  allowProperties: [
    ...["accent-color", "appearance", "box-decoration-break", "clip", "content-visibility", "forced-color-adjust", "hyphens", "orphans", "outline"],
    ...["print-color-adjust", "resize", "text-decoration-skip-ink", "text-size-adjust", "text-wrap", "user-select", "widows", "zoom"],
  ],
  allowPropertyValues: { "overflow-wrap": ["anywhere"], "break-after": ["avoid"], "break-before": ["avoid"] },
  allowSelectors: ["details-content", "has", "focus-visible"],
  allowMediaConditions: ["forced-colors"],
  allowAtRules: ["page"],
};

const styles = {
  files: ["static/built/*.css"],
  ignores: ["static/built/{paper,report,easy-read-summary}.css"], // our own renderer reads those
  plugins: { css },
  language: "css/css",
  rules: { "css/use-baseline": ["error", { available: YEAR, ...LESS_PRETTY }] },
};

export default [scripts, built, styles];
