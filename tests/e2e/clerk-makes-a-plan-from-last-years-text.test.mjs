// A clerk makes a plan: once from last year's text, once from a template.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { Office, sound } from "./office.mjs";
import { plan } from "./server.mjs";

let office;
before(async () => (office = await Office.open()), { timeout: 60_000 });
after(() => office.close());

const pages = (page) => page.waitForSelector("#pages img[src^='blob:']");

async function taken(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(link)]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

test("a clerk makes a plan from last year's text", { timeout: 90_000 }, async () => {
  const { page, context, complaints } = await office.person("Trần Thị Hoa", "hoa.tran", ["clerk"]);
  await page.click("text=Soạn văn bản mới");
  await sound(page, "choose");
  await page.click("text=Soạn từ nội dung có sẵn");
  await sound(page, "text-empty");
  await page.fill("[id='/text']", plan);
  await pages(page);
  await page.waitForFunction(() => document.querySelector("#saved").textContent.startsWith("Đã lưu lúc"));
  await sound(page, "text-filled");
  await page.click("text=Lưu và xem văn bản >> nth=0");
  await page.waitForURL(/\/van-ban\/[0-9A-Z]+$/);
  assert.match(await page.textContent("h1"), /Kế hoạch Trồng cây bóng mát/);
  assert.match(await page.textContent("[role=status]"), /Đã lưu dự thảo/);
  await sound(page, "document");
  const pdf = await taken(page, "a:text-is('PDF')");
  assert.match(pdf.name, /^Kế hoạch Trồng cây bóng mát.*\.pdf$/);
  assert.match(execFileSync("pdftotext", [pdf.path, "-"], { encoding: "utf8" }), /CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/);
  await page.fill(".mast [name=q]", "trong cay bong mat");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/van-ban?q=*");
  assert.equal(await page.locator("tbody tr").count(), 1, "found without accents");
  await sound(page, "list");
  await page.goto("/");
  assert.match(await page.textContent("main"), /Dự thảo đang soạn/);
  await sound(page, "home-filled");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a form takes rows of Excel, dates and money as people type them", { timeout: 90_000 }, async () => {
  const { page, context, complaints } = await office.person("Lê Văn Nam", "nam.le", ["clerk"]);
  await page.goto("/soan/ke-hoach");
  await pages(page);
  await page.fill("[id='/subject']", "tổ chức Tết trồng cây năm 2027");
  await page.fill("[id='/date']", "5/3/2026");
  const money = page.locator("[data-kind=money]").first();
  await money.fill("86.500.000");
  await page.waitForFunction(() => document.querySelector("[data-amount]").textContent.includes("Tám mươi sáu triệu"));
  await page.focus("[id='/grounds/0']");
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "Luật Thủ đô\r\nLuật Bảo vệ môi trường\r\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  assert.equal(await page.inputValue("[id='/grounds/1']"), "Luật Bảo vệ môi trường");
  await page.click("[data-list='/grounds'] button[value='down:/grounds/0']");
  assert.equal(await page.inputValue("[id='/grounds/0']"), "Luật Bảo vệ môi trường");
  await page.click("#notes summary");
  await page.locator("#problems a", { hasText: "Mục đích" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "/purpose");
  await page.waitForFunction(() => document.querySelector("#saved").textContent.startsWith("Đã lưu lúc"));
  await page.reload();
  assert.equal(await page.inputValue("[id='/date']"), "05/3/2026");
  assert.equal(await page.inputValue("[id='/grounds/1']"), "Luật Thủ đô");
  await sound(page, "edit-filled");
  await page.fill("[id='/date']", "31/2/2026");
  await page.keyboard.press("Tab");
  await page.waitForSelector("[id='/date'][aria-invalid]");
  await sound(page, "edit-error");
  await page.fill("[id='/purpose']", `${"Trồng cây xanh, sạch, đẹp cho mọi nhà. ".repeat(400)}\n\n${"a".repeat(600)}`);
  await page.waitForFunction(() => document.querySelectorAll("#pages li").length > 2);
  await sound(page, "edit-long");
  assert.deepEqual(complaints, []);
  await context.close();
});
