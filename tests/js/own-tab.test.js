// A link that is opened beside a page leads nobody away from it: they are still to be asked before they leave.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isInOwnTab } from "../../static/js/own-tab.js";

const click = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false };

test("a plain click, or Enter, leads on", () => assert.equal(isInOwnTab(click), true));

for (const how of [{ button: 1 }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }]) {
  test(`with ${Object.keys(how)} it opens beside`, () => assert.equal(isInOwnTab({ ...click, ...how }), false));
}
