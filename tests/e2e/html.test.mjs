// The HTML form of a document, in real Chromium, as the server gives it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browser as launch, plan, serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const texts = new Map([
  ["a plan", plan],
  ["a letter", readFileSync(new URL("../cases/letter-many-addressees/input.txt", import.meta.url), "utf8")],
  ["notes and a table", readFileSync(new URL("../cases/plan-table-and-footnotes/input.txt", import.meta.url), "utf8")],
]);

let server;
let browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops in peace");
});

const typeset = (text) =>
  fetch(`${server.url}api/v1/typeset?format=html`, {
    method: "POST",
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: text,
  });

test("axe finds nothing, and nothing stands out of the window, wide and narrow", async () => {
  for (const [name, text] of texts) {
    const html = await (await typeset(text)).text();
    for (const width of [1366, 320]) {
      const page = await browser.newPage({ viewport: { width, height: 768 } });
      await page.setContent(html);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
      assert.deepEqual(said, [], `${name} at ${width}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${name} at ${width}: ${wide}`);
      await page.close();
    }
  }
});

test("the policy lets the page's own style through and no other, and no script", async () => {
  const answer = await typeset(plan);
  const [headers, html] = [Object.fromEntries(answer.headers), await answer.text()];
  const look = async (body) => {
    const page = await browser.newPage();
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    await page.route("**/*", (route) => route.fulfill({ status: 200, headers: { ...headers, "content-encoding": "" }, body }));
    await page.goto(`${server.url}a.html`);
    const size = await page.locator("h1").first().evaluate((node) => getComputedStyle(node).fontSize);
    await page.close();
    return { size, said };
  };
  const ours = await look(html);
  assert.deepEqual(ours.said, []);
  assert.match(ours.size, /^18\.6/, "14 pt");
  const theirs = await look(html.replace("</style>", " </style>").replace("<main>", "<main><script>console.log('ran')</script>"));
  assert.notEqual(theirs.size, ours.size, "another style is refused");
  assert.ok(theirs.said.length > 0 && !theirs.said.includes("ran"), theirs.said.join("\n"));
});
