// The session ends while someone types: not a letter is lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Office, PASSWORD, sound } from "./office.mjs";

let office;
before(async () => (office = await Office.open()), { timeout: 60_000 });
after(() => office.close());

test("the session ends while typing", { timeout: 90_000 }, async () => {
  const { page, context } = await office.person("Trần Thị Hoa", "hoa.tran", ["clerk"]);
  await page.goto("/soan/noi-dung");
  await page.fill("[id='/text']", "KẾ HOẠCH\nVề việc trồng cây\n\nCác thôn trồng cây.");
  await page.waitForFunction(() => document.querySelector("#saved").textContent.startsWith("Đã lưu lúc"));
  const other = await context.newPage();
  await other.goto("/");
  await other.click("text=Đăng xuất");
  await page.fill("[id='/text']", "KẾ HOẠCH\nVề việc trồng cây\n\nCác thôn trồng cây, mỗi thôn một trăm cây.");
  await page.waitForSelector("#trouble:not([hidden])");
  assert.match(await page.textContent("#trouble"), /Phiên làm việc đã hết/);
  await sound(page, "session-ended");

  // In again in another tab; back in the first, what was typed is kept by itself.
  await other.goto("/dang-nhap");
  await other.fill("#login", "hoa.tran");
  await other.fill("#password", PASSWORD);
  await other.click("main button");
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.waitForFunction(() => document.querySelector("#saved").textContent.startsWith("Đã lưu lúc"));
  await page.reload();
  assert.match(await page.inputValue("[id='/text']"), /mỗi thôn một trăm cây/);

  // The page is closed before anything was kept: this machine has it.
  await context.setOffline(true);
  await page.fill("[id='/text']", "KẾ HOẠCH\nVề việc trồng cây\n\nGõ khi mất mạng.");
  await page.waitForFunction(() => document.querySelector("#saved").textContent.includes("được giữ trên máy này"));
  // Closed while there is no network yet: with one, the page would send it at once.
  const address = page.url();
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(address);
  await again.click("#trouble >> text=Lấy lại");
  assert.match(await again.inputValue("[id='/text']"), /Gõ khi mất mạng/);
});
