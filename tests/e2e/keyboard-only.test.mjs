// A document from the first key to the last, without a mouse.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Office } from "./office.mjs";

let office;
before(async () => (office = await Office.open()), { timeout: 60_000 });
after(() => office.close());

// Goes on with Tab until what is focused is meant, and sees that the focus is seen.
async function tabTo(page, selector) {
  for (let count = 0; count < 120; count += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate((selector) => {
      const node = document.activeElement;
      return { here: node.matches(selector), seen: getComputedStyle(node).outlineStyle !== "none", html: node.outerHTML.slice(0, 120) };
    }, selector);
    assert.ok(found.seen, `the focus is not seen on ${found.html}`);
    if (found.here) return;
  }
  assert.fail(`no way to ${selector}`);
}

test("keyboard only", { timeout: 90_000 }, async () => {
  const { page, complaints } = await office.person("Trần Thị Hoa", "hoa.tran", ["clerk"]);
  await tabTo(page, "a.skip");
  await page.keyboard.press("Enter");
  await tabTo(page, "a[href='/soan']");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/soan");
  await tabTo(page, "a[href='/soan/noi-dung']");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/soan/noi-dung");
  await tabTo(page, "[id='/text']");
  await page.keyboard.insertText("KẾ HOẠCH\nVề việc trồng cây\n\nCác thôn trồng cây.");
  await tabTo(page, "button[value=finish]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/van-ban\/[0-9A-Z]+$/);
  await tabTo(page, "#submit-note");
  await page.keyboard.insertText("Kính trình.");
  for (const box of await page.locator("input[name=accept]").all()) {
    await tabTo(page, "input[name=accept]");
    await page.keyboard.press("Space");
    assert.ok(box);
  }
  await tabTo(page, "button[value=submit]");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("main [role=status]")?.textContent.includes("Đã trình"));
  assert.deepEqual(complaints, []);
});
