// Two clerks edit the same draft: nobody's words are written over without a word.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Office, sound } from "./office.mjs";

let office;
before(async () => (office = await Office.open()), { timeout: 60_000 });
after(() => office.close());

const saved = (page) =>
  page.waitForFunction(() => document.querySelector("#saved").textContent.startsWith("Đã lưu lúc"));

test("two clerks edit the same draft", { timeout: 90_000 }, async () => {
  const hoa = (await office.person("Trần Thị Hoa", "hoa.tran", ["clerk"])).page;
  const nam = (await office.person("Lê Văn Nam", "nam.le", ["clerk"])).page;
  await hoa.goto("/soan/giay-moi");
  await hoa.fill("input[data-kind=text] >> nth=1", "họp giao ban");
  await saved(hoa);
  const address = new URL(hoa.url()).pathname;
  await nam.goto(address);
  const field = await hoa.locator("input[data-kind=text] >> nth=1").getAttribute("id");
  await nam.fill(`[id='${field}']`, "họp của Nam");
  await saved(nam);
  await hoa.fill(`[id='${field}']`, "họp của Hoa");
  await hoa.waitForSelector("#trouble:not([hidden])");
  assert.match(await hoa.textContent("#trouble"), /Lê Văn Nam đã lưu bản khác/);
  assert.equal(await hoa.inputValue(`[id='${field}']`), "họp của Hoa");
  await sound(hoa, "conflict-told");
  await hoa.click("#trouble >> text=Xem chỗ khác nhau");
  await hoa.waitForSelector(".conflict");
  const table = await hoa.textContent(".conflict table");
  assert.match(table, /họp của Hoa/);
  assert.match(table, /họp của Nam/);
  assert.equal(await hoa.inputValue(`[id='${field}']`), "họp của Hoa");
  await sound(hoa, "conflict");
  await hoa.click(".conflict button");
  await hoa.waitForSelector(".flash:has-text('Đã lưu dự thảo')");
  await nam.reload();
  assert.equal(await nam.inputValue(`[id='${field}']`), "họp của Hoa", "the last word was said knowingly");
});
