// Only our own JSON decides. A real server answers here as firewalls, portals, proxies and we ourselves do.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { ask, reason } from "../../static/js/answers.js";

const OURS = JSON.stringify({ app: "coprod-reflect", saved: true, value: "ticked" });
const refusal = (why) => JSON.stringify({ app: "coprod-reflect", reason: why, error: "No." });
const JSON_TYPE = "application/json";
let server, url, next;

before(async () => {
  server = createServer((request, response) => next(response, request));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${server.address().port}/`;
});
after(() => server.closeAllConnections() ?? server.close());

function answers(status, type, body, headers = {}) {
  next = (response) => response.writeHead(status, { ...(type && { "Content-Type": type }), ...headers }).end(body);
  return ask(url, { body: "{}", patience: 2_000 });
}

for (const type of [JSON_TYPE, `${JSON_TYPE}; charset=utf-8`, "Application/JSON;charset=UTF-8", "text/plain", undefined]) {
  test(`ours is ours, whatever a proxy makes of its type (${type})`, async () => {
    assert.equal((await answers(200, type, OURS)).reply.value, "ticked");
  });
}

const STRANGERS = [
  ["a firewall’s page", 403, "text/html", "<h1>Blocked</h1>", "stranger"],
  ["a filter that finds nothing", 404, "text/html", "<h1>Not found</h1>", "stranger"],
  ["a portal’s page", 200, "text/html", "<h1>Welcome to our wifi</h1>", "stranger"],
  ["nothing at all", 200, JSON_TYPE, "", "stranger"],
  ["no content", 204, undefined, undefined, "stranger"],
  ["a portal’s JSON", 200, JSON_TYPE, '{"saved": true, "value": "ticked"}', "stranger"],
  ["a portal’s refusal", 404, JSON_TYPE, '{"error": "Gone."}', "stranger"],
  ["a round that somebody else calls closed", 410, JSON_TYPE, '{"error": "Closed."}', "stranger"],
  ["null", 200, JSON_TYPE, "null", "stranger"],
  ["a list", 200, JSON_TYPE, "[1]", "stranger"],
  ["half of ours", 200, JSON_TYPE, OURS.slice(0, 20), "stranger"],
  ["what we sent", 200, JSON_TYPE, "{}", "stranger"],
  ["a proxy without a server", 502, "text/html", "<h1>Bad gateway</h1>", "fault"],
  ["a proxy that waited", 504, "text/html", "", "fault"],
  ["a fault of ours", 500, JSON_TYPE, refusal("fault"), "fault"],
  ["our database is down", 503, JSON_TYPE, refusal("busy"), "busy"],
  ["a proxy that is full", 503, "text/html", "", "busy"],
  ["too many", 429, "text/html", "", "busy"],
  ["too many for us", 429, JSON_TYPE, refusal("busy"), "busy"],
  ["too slow for us", 408, JSON_TYPE, refusal("slow"), "slow"],
  ["cut off on its way", 400, JSON_TYPE, refusal("slow"), "slow"],
  ["a proxy that doesn’t know how long it is", 411, "text/html", "", "stranger"],
];
for (const [name, status, type, body, why] of STRANGERS) {
  test(`${name}: not arrived, since ${why}`, async () => {
    const heard = await answers(status, type, body);
    assert.equal(heard.reply, null);
    assert.equal(heard.why, why);
    assert.ok(reason(heard.why));
  });
}

test("a redirect is never followed, and never ours", async () => {
  let asked = 0;
  next = (response) => (asked++, response.writeHead(302, { Location: "/login" }).end());
  const heard = await ask(url, { body: "{}" });
  assert.deepEqual([heard.reply, heard.why, asked], [null, "stranger", 1]);
});

for (const [status, why] of [[400, "bad"], [403, "token"], [403, "signed-out"], [403, "forbidden"], [404, "no-sheet"], [409, "changed"], [410, "closed"], [413, "bad"], [422, "bad"]]) {
  test(`our own ${status} (${why}) decides`, async () => {
    const { reply } = await answers(status, JSON_TYPE, refusal(why));
    assert.equal(reply.reason, why);
  });
}

test("what is unchanged is ours", async () => {
  const heard = await answers(304);
  assert.deepEqual([heard.status, heard.why], [304, undefined]);
});

test("nobody there, and nobody answering in time", async () => {
  assert.equal((await ask("http://127.0.0.1:9/", {})).why, "unreachable");
  next = () => {};
  assert.equal((await ask(url, { patience: 50 })).why, "slow");
  next = (response) => response.writeHead(200, { "Content-Type": JSON_TYPE }).write(OURS.slice(0, 9));
  assert.equal((await ask(url, { patience: 50 })).why, "slow");
  next = (response) => response.socket.destroy();
  assert.equal((await ask(url, {})).why, "unreachable");
});

test("without a network the page says that there is no signal", async () => {
  const was = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { onLine: false }, configurable: true });
  assert.equal((await ask("http://127.0.0.1:9/", {})).why, "offline");
  if (was) Object.defineProperty(globalThis, "navigator", was);
  else delete globalThis.navigator;
});
