// Signing in and one's own page as people meet them, in real Chromium, with and without script.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser as launch, serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const data = mkdtempSync(join(tmpdir(), "vanthu-people-"));

let server;
let browser;

before(async () => {
  server = await serve("--data", data);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops in peace");
  rmSync(data, { recursive: true });
});

// Nothing that axe finds fault with, on a wide screen and on a telephone.
async function sound(page) {
  for (const viewport of [{ width: 1366, height: 768 }, { width: 360, height: 640 }]) {
    await page.setViewportSize(viewport);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(wide, `${page.url()} is wider than ${viewport.width}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
      [],
      page.url(),
    );
  }
}

test("the first administrator sets up, signs out, in again, and changes the password", async () => {
  // `bypassCSP` lets axe in; whether the pages need script is tried below.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(await server.link);
  await sound(page);
  await page.fill("#office", "Ủy ban nhân dân xã Quảng Châu");
  await page.fill("#place", "Quảng Châu");
  await page.fill("#name", "Đỗ Quang Vinh");
  await page.fill("#login", "vinh.do");
  await page.fill("#password", "cây đa bến nước");
  await page.fill("#again", "cây đa bến sông");
  await page.click("main button");
  assert.match(await page.textContent("[role=alert]"), /không giống nhau/);
  assert.equal(await page.getAttribute("#again", "aria-invalid"), "true");
  await sound(page);
  await page.fill("#password", "cây đa bến nước");
  await page.fill("#again", "cây đa bến nước");
  await page.click("main button");
  assert.equal(new URL(page.url()).pathname, "/tai-khoan");
  await sound(page);
  await page.click("text=Đổi mật khẩu");
  await sound(page);
  await page.fill("#old", "cây đa bến nước");
  await page.fill("#password", "bến nước sân đình");
  await page.fill("#again", "bến nước sân đình");
  await page.click("main button");
  await page.click("text=Đăng xuất");
  assert.equal(new URL(page.url()).pathname, "/dang-nhap");
  await sound(page);
  await context.close();
});

test("without script one signs in and goes on, and a wrong password is told", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}tai-khoan`);
  await page.fill("#login", "Vinh.Do");
  await page.fill("#password", "cây đa bến nước");
  await page.click("main button");
  assert.match(await page.textContent("[role=alert]"), /không đúng/);
  await page.fill("#password", "bến nước sân đình");
  await page.click("main button");
  assert.equal(new URL(page.url()).pathname, "/tai-khoan");
  assert.match(await page.textContent("main"), /Đỗ Quang Vinh/);
  const cookies = await context.cookies();
  assert.ok(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === "Lax"));
  await context.close();
});
