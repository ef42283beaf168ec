// Makes static/built/js of static/js: a file for each script that a page names, with the modules that only it needs,
// and without what only people read. What two scripts of one page need stays a file of its own.

import { readFileSync, readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const SOURCE = "static/js";
const BUILT = "static/built/js";
const SHARED = ["autosave.js", "own-sheet.js"];
// only ever a part of others
const WITHIN = ["answers", "changed", "clean", "handing-over", "leaving", "own-tab", "part", "pieces", "queue", "restoring", "saved-line", "saving", "words"].map((name) => `${name}.js`);

const NAMES = { chrome: "chrome", edge: "edge", firefox: "firefox", safari: "safari", ios_saf: "ios" }; // what esbuild calls them

const { browserslist } = JSON.parse(readFileSync("package.json", "utf8"));
const browsers = browserslist.map((one) => one.split(" >= ")).filter(([name]) => name in NAMES);
const scripts = readdirSync(SOURCE).filter((name) => !WITHIN.includes(name));

rmSync(BUILT, { recursive: true, force: true });
await build({
  entryPoints: scripts.map((name) => `${SOURCE}/${name}`),
  outdir: BUILT,
  bundle: true,
  external: SHARED.map((name) => `./${name}`),
  format: "esm",
  target: browsers.map(([name, version]) => NAMES[name] + version),
  minify: true,
  logLevel: "warning",
});
