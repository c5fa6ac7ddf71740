// The page as an office person meets it, in real Chromium.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { browser as launch, plan, serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

// A fresh person: nothing kept, and a list of what the browser complained of.
async function visit(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && `${origin}/` !== server.url) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(server.url);
  return { page, complaints, leave: () => context.close() };
}

async function paste(page, words) {
  await page.locator("#text").focus();
  await page.keyboard.insertText(words);
}

async function drawn(page) {
  await page.waitForFunction(() => {
    const images = [...document.querySelectorAll("#pages img")];
    const still = document.querySelector("#result.working");
    return !still && images.length > 0 && images[0].complete && images[0].naturalWidth > 0;
  });
}

async function taken(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`text=${button}`)]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, bytes: readFileSync(path) };
}

// The words of a DOCX: its main part out of the ZIP, without marks.
function docxWords(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, nameLength, extra, comment] = [20, 28, 30, 32].map((offset, index) =>
      index ? bytes.readUInt16LE(at + offset) : bytes.readUInt32LE(at + offset),
    );
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    if (name === "word/document.xml") {
      const local = bytes.readUInt32LE(at + 42);
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      return inflateRawSync(bytes.subarray(start, start + size)).toString("utf8").replaceAll(/<[^>]*>/g, " ");
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new Error("no main part");
}

const folded = (words) => words.normalize("NFC").replaceAll(/\s+/g, " ");

async function accessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  assert.deepEqual(said, [], where);
}

test("a pasted plan becomes pages, problems and both files", async () => {
  const { page, complaints, leave } = await visit();
  await paste(page, plan);
  await drawn(page);
  assert.match(await page.textContent("#status"), /^1 trang, \d+ điều cần xem$/);
  assert.match(await page.getAttribute("#pages img", "alt"), /^Trang 1 trên 1$/);

  const problems = await page.locator("#problems li").allTextContents();
  assert.ok(problems.some((one) => one.includes("Thiếu tên cơ quan ban hành")), problems.join("\n"));
  const jump = page.locator("#problems li", { hasText: "Sau “2.” là “4.”" });
  await jump.locator("a[data-line]").click();
  const selected = await page.evaluate(() => {
    const text = document.activeElement;
    return [text.id, text.value.slice(text.selectionStart, text.selectionEnd)];
  });
  assert.deepEqual(selected, ["text", "4. Tỷ lệ cây sống sau một năm đạt trên 90%."]);

  const pdf = await taken(page, "Tải PDF");
  assert.match(pdf.name, /^Kế hoạch Trồng cây bóng mát.*\.pdf$/);
  assert.equal(pdf.bytes.toString("latin1", 0, 5), "%PDF-");
  const printed = folded(execFileSync("pdftotext", [pdf.path, "-"], { encoding: "utf8" }));
  const docx = await taken(page, "Tải Word (DOCX)");
  assert.match(docx.name, /^Kế hoạch Trồng cây bóng mát.*\.docx$/);
  assert.equal(docx.bytes.toString("latin1", 0, 2), "PK");
  const written = folded(docxWords(docx.bytes));
  for (const words of ["Trồng cây bóng mát ven đường liên thôn", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Đỗ Văn Khải"]) {
    assert.ok(printed.includes(words), `${words} in the PDF: ${printed}`);
    assert.ok(written.includes(words), `${words} in the DOCX: ${written}`);
  }
  assert.equal(page.url(), server.url, "downloads leave the page where it is");
  assert.deepEqual(complaints, []);
  await leave();
});

test("what was typed is there after a reload, letterhead included", async () => {
  const { page, complaints, leave } = await visit();
  await page.click("summary");
  await page.fill("#issuer", "ỦY BAN NHÂN DÂN XÃ SƠN HẢI");
  await paste(page, plan);
  await drawn(page);
  assert.ok(!(await page.textContent("#problems")).includes("Thiếu tên cơ quan ban hành"));
  await page.reload();
  await drawn(page);
  assert.equal(await page.inputValue("#text"), plan);
  assert.equal(await page.inputValue("#issuer"), "ỦY BAN NHÂN DÂN XÃ SƠN HẢI");
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.click("#clear");
  assert.equal(await page.inputValue("#text"), plan, "nothing is cleared without a word");
  page.once("dialog", (dialog) => dialog.accept());
  await page.click("#clear");
  assert.equal(await page.inputValue("#text"), "");
  await page.waitForSelector("#pages li", { state: "detached" });
  assert.deepEqual(complaints, []);
  await leave();
});

test("the last words typed are the ones that are drawn", async () => {
  const { page, leave } = await visit();
  const asked = [];
  page.on("response", async (response) => {
    if (response.url().includes("/preview")) asked.push(JSON.parse(response.request().postData()).text);
  });
  await paste(page, plan);
  for (const letter of "Sơn Hải".split("")) {
    await page.keyboard.insertText(letter);
    await page.waitForTimeout(20);
  }
  await drawn(page);
  assert.equal(asked.at(-1), `${plan}Sơn Hải`);
  assert.ok(asked.length <= 2, `whoever types is not asked for at each key: ${asked.length}`);
  await leave();
});

test("later pages of a long document come when someone scrolls to them", async () => {
  const { page, complaints, leave } = await visit();
  const long = plan.replace("II. CÁCH LÀM", `${"Cây trồng phải là cây bản địa, có bầu, cao trên một mét rưỡi.\n\n".repeat(600)}II. CÁCH LÀM`);
  await paste(page, long);
  await drawn(page);
  const pages = await page.locator("#pages li").count();
  assert.ok(pages > 16, `${pages} pages`);
  const last = page.locator("#pages img").last();
  assert.equal(await last.getAttribute("src"), null);
  await last.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.querySelectorAll("#pages img")].at(-1).naturalWidth > 0);
  assert.deepEqual(complaints, []);
  await leave();
});

test("a text file of Notepad opens in the page", async () => {
  const { page, leave } = await visit();
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plan, "utf16le")]);
  await page.setInputFiles("#file", { name: "ke-hoach.txt", mimeType: "text/plain", buffer: utf16 });
  await drawn(page);
  assert.equal(await page.inputValue("#text"), plan);
  page.once("dialog", (dialog) => dialog.accept());
  await page.setInputFiles("#file", { name: "cu.txt", mimeType: "text/plain", buffer: Buffer.from([0x4b, 0xb5, 0x20]) });
  await page.waitForFunction(() => document.querySelector("#status").textContent.includes("không phải văn bản UTF-8"));
  await leave();
});

test("without script the same form draws the pages and gives the files", async () => {
  const { page, complaints, leave } = await visit({ javaScriptEnabled: false });
  await page.fill("#text", plan);
  await page.click("#draw");
  assert.match(await page.textContent("#status"), /1 trang, \d+ điều cần xem/);
  assert.equal(await page.inputValue("#text"), plan);
  const size = await page.locator("#pages img").boundingBox();
  assert.ok(size.width > 300 && size.height > size.width, JSON.stringify(size));
  assert.equal((await taken(page, "Tải PDF")).bytes.toString("latin1", 0, 5), "%PDF-");
  await page.fill("#text", "KẾ HOẠCH\nVề việc vẽ ☃\n\nCác thôn vẽ.");
  await page.click("text=Tải PDF");
  assert.match(await page.textContent("#problems"), /U\+2603/);
  assert.match(await page.inputValue("#text"), /Về việc vẽ ☃/);
  assert.deepEqual(complaints.filter((one) => !one.includes("422")), []);
  await leave();
});

test("a file that cannot be made is said, and the text stays", async () => {
  const { page, leave } = await visit();
  await paste(page, "KẾ HOẠCH\nVề việc vẽ ☃\n\nCác thôn vẽ.");
  await drawn(page);
  await page.click("text=Tải PDF");
  await page.waitForFunction(() => document.querySelector("#status").textContent.includes("U+2603"));
  await drawn(page);
  assert.match(await page.inputValue("#text"), /Về việc vẽ ☃/);
  await leave();
});

test("axe finds nothing, empty, filled, wide and narrow", async () => {
  for (const width of [1366, 1000, 390]) {
    const { page, leave } = await visit({ viewport: { width, height: 768 } });
    await accessible(page, `empty at ${width}`);
    await page.click("summary");
    await paste(page, plan);
    await drawn(page);
    await accessible(page, `filled at ${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `nothing stands out of the window at ${width}: ${wide}`);
    await leave();
  }
});

test("a finding says its clause, leads to its line and to its rule", async () => {
  const { page, complaints, leave } = await visit();
  await paste(page, "KẾ HOẠCH\nVề việc trồng cây\n\n1. Các thôn trồng cây.\n3. Xã cấp cây giống.\n");
  await drawn(page);
  const finding = page.locator("#problems .error", { hasText: "Sau “1.” là “3.”" });
  assert.match(await finding.textContent(), /^Dòng 5 Lỗi: .* Phụ lục I, Phần I, Mục II/);
  assert.doesNotMatch(await page.textContent("#problems"), /Số thứ tự không liên tục/, "nothing is said twice");
  await finding.locator("a").first().click();
  const chosen = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.querySelector("#text");
    return value.slice(selectionStart, selectionEnd);
  });
  assert.equal(chosen, "3. Xã cấp cây giống.");
  await finding.locator("a.cite").click();
  await page.waitForURL("**/quy-tac#numbering-gap");
  assert.ok(await page.locator("#numbering-gap h3").isVisible());
  assert.deepEqual(complaints, []);
  await leave();
});

test("axe finds nothing on the page of rules, and it fits every window", async () => {
  for (const width of [1280, 360]) {
    const { page, complaints, leave } = await visit({ viewport: { width, height: 768 } });
    await page.goto(`${server.url}quy-tac`);
    assert.ok((await page.locator("article.rule").count()) > 60);
    await accessible(page, `rules at ${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `nothing stands out of the window at ${width}: ${wide}`);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/rules-${width}.png` });
    await page.goto(server.url);
    await paste(page, "KẾ HOẠCH\nVề việc trồng cây\n\n1. Các thôn trồng cây.\n3. Xã cấp cây giống.\n");
    await drawn(page);
    await accessible(page, `findings at ${width}`);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/home-${width}.png`, fullPage: true });
    assert.deepEqual(complaints, []);
    await leave();
  }
});

test("the description of the API can be read in a browser", async () => {
  const { page, complaints, leave } = await visit();
  await page.click("text=API");
  await page.waitForSelector('[data-path="/api/v1/typeset"]');
  assert.deepEqual(complaints, []);
  await leave();
});
