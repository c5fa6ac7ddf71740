// What the stories of the office share: people of one office, each at a browser of their own, and
// what every page owes.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browser as launch, serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.SHOTS;

export const PASSWORD = "cây đa bến nước";

// An office with its first administrator, who is a clerk, a leader and the records officer too
// where nobody else is asked for.
export class Office {
  static async open(...options) {
    const office = new Office();
    try {
      await office.#begin(options);
    } catch (error) {
      await office.close().catch(() => {});
      throw error;
    }
    return office;
  }

  async #begin(options) {
    const office = this;
    office.data = mkdtempSync(join(tmpdir(), "vanthu-office-"));
    office.server = await serve("--data", office.data, ...options);
    office.browser = await launch();
    const { page } = await office.#visit();
    await page.goto(await office.server.link);
    await page.fill("#office", "Ủy ban nhân dân xã Quảng Châu");
    await page.fill("#place", "Quảng Châu");
    await page.fill("#name", "Đỗ Quang Vinh");
    await page.fill("#login", "vinh.do");
    await page.fill("#password", PASSWORD);
    await page.fill("#again", PASSWORD);
    await page.click("main button");
    office.founder = page;
    await office.#profile(page);
  }

  // Asks the API with the session of a page.
  static ask(page, method, path, body) {
    return page.evaluate(
      async ([method, path, body]) => {
        const who = await (await fetch("/api/v1/session")).json();
        const headers = { "content-type": "application/json", "x-csrf-token": who.csrf };
        const known = method === "PUT" ? await fetch(path) : null;
        if (known) headers["if-match"] = known.headers.get("etag");
        const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
        return { status: answer.status, json: await answer.json().catch(() => null), office: who.office };
      },
      [method, path, body],
    );
  }

  async #profile(page) {
    const { office } = await Office.ask(page, "GET", "/api/v1/session");
    const path = `/api/v1/offices/${office.id ?? office}`;
    const now = (await Office.ask(page, "GET", path)).json;
    const profile = {
      ...now.profile,
      name: "Ủy ban nhân dân xã Quảng Châu",
      short_name: "UBND xã Quảng Châu",
      symbol: "UBND",
      place: "Quảng Châu",
      locality: "xã Quảng Châu",
      collective: "Ủy ban nhân dân",
      head: "Chủ tịch",
      signers: [
        { name: "Lê Thị Minh Châu", title: "Chủ tịch", capacity: [] },
        { name: "Phạm Đức Hải", title: "Phó Chủ tịch", capacity: ["KT. Chủ tịch"] },
      ],
      archive: "VT",
      recipients: ["Thường trực Đảng ủy, HĐND xã", "Các phòng, đơn vị thuộc xã"],
    };
    const done = await Office.ask(page, "PUT", path, { name: now.name, profile });
    assert.equal(done.status, 200, JSON.stringify(done.json));
  }

  // Another person, signed in at a browser of their own.
  async person(name, login, roles, options = {}) {
    const entered = await Office.ask(this.founder, "POST", "/api/v1/users", { name, login, roles });
    assert.equal(entered.status, 201, JSON.stringify(entered.json));
    const visit = await this.#visit(options);
    const link = new URL(entered.json.link.url, this.server.url);
    await visit.page.goto(link.href);
    await visit.page.fill("#password", PASSWORD);
    await visit.page.fill("#again", PASSWORD);
    await visit.page.click("main button");
    await visit.page.goto(this.server.url);
    return visit;
  }

  // A browser before the sign-in page.
  async #visit(options = {}) {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      bypassCSP: true,
      viewport: { width: 1366, height: 768 },
      locale: "vi-VN",
      acceptDownloads: true,
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
    return { page, context, complaints };
  }

  async close() {
    await this.browser?.close();
    assert.equal(await this.server?.stop(), 0, "the server stops in peace");
    rmSync(this.data, { recursive: true });
  }
}

// Nothing that axe finds fault with, nothing that stands out of the window, at three widths; the
// last in the dark. With SHOTS a picture of each is kept.
export async function sound(page, name) {
  const was = page.viewportSize();
  const looks = [
    { width: 1366, height: 768, scheme: "light" },
    { width: 800, height: 900, scheme: "light" },
    { width: 360, height: 640, scheme: "light" },
    { width: 1366, height: 768, scheme: "dark" },
  ];
  for (const { width, height, scheme } of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: `${shots}/${name}-${width}-${scheme}.png`, fullPage: true });
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name}: wider than ${width} by ${wide}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
    assert.deepEqual(said, [], `${name} at ${width}, ${scheme}`);
  }
  await page.setViewportSize(was);
  await page.emulateMedia({ colorScheme: "light" });
}
