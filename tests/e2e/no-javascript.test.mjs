// Every task of a clerk works without script.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Office } from "./office.mjs";
import { plan } from "./server.mjs";

let office;
before(async () => (office = await Office.open()), { timeout: 60_000 });
after(() => office.close());

test("no JavaScript", { timeout: 90_000 }, async () => {
  const { page } = await office.person("Trần Thị Hoa", "hoa.tran", ["clerk"], { javaScriptEnabled: false });
  await page.click("text=Soạn văn bản mới");
  await page.click("a:text-is('Kế hoạch')");
  await page.fill("[id='/subject']", "tổ chức Tết trồng cây năm 2027");
  await page.fill("[id='/grounds/0']", "Luật Thủ đô");
  await page.click("button[value='add:/grounds']");
  await page.fill("[id='/grounds/1']", "Luật Bảo vệ môi trường");
  await page.click("button[value='up:/grounds/1']");
  assert.equal(await page.inputValue("[id='/grounds/0']"), "Luật Bảo vệ môi trường");
  await page.click("button[value=preview]");
  assert.match(await page.textContent("#status"), /1 trang/);
  assert.match(await page.textContent("#problems"), /Chưa có “Mục đích”/);
  assert.equal(await page.inputValue("[id='/subject']"), "tổ chức Tết trồng cây năm 2027");
  await page.click("button[value=finish] >> nth=0");
  assert.match(await page.textContent("h1"), /Tết trồng cây năm 2027/);
  const address = page.url();
  await page.click("text=Sửa nội dung");
  await page.click("button[value='remove:/grounds/0']");
  assert.equal(await page.inputValue("[id='/grounds/0']"), "Luật Thủ đô");
  await page.click("button[value=finish] >> nth=0");
  await page.goto(`${address}/so-sanh?tu=1&den=2`);
  assert.match(await page.textContent("main"), /Luật Bảo vệ môi trường/);

  // The Word file that is edited by hand comes back.
  await page.goto("/soan/noi-dung");
  await page.fill("[id='/text']", plan);
  await page.click("button[value=finish] >> nth=0");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Word (DOCX)")]);
  await page.click("summary:has-text('Word đã sửa tay')");
  await page.setInputFiles("#file", { name: "sua.docx", mimeType: "application/octet-stream", buffer: await (await import("node:fs/promises")).readFile(await download.path()) });
  await page.click("button:text-is('Đưa lên')");
  assert.match(await page.textContent("main [role=status]"), /Đã nhận tệp Word/);
});
