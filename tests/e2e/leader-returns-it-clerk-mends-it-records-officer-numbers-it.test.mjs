// From a draft to a number: the leader returns it, the clerk mends it, the records officer issues.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Office, sound } from "./office.mjs";
import { plan as body } from "./server.mjs";

const head = "ỦY BAN NHÂN DÂN\nXÃ QUẢNG CHÂU\nSố:      /KH-UBND\nQuảng Châu, ngày     tháng     năm 2026\n\n";
const plan = head + body;

let office;
before(async () => (office = await Office.open()), { timeout: 60_000 });
after(() => office.close());

test("a leader returns it, the clerk mends it, the records officer numbers it", { timeout: 120_000 }, async () => {
  const clerk = (await office.person("Trần Thị Hoa", "hoa.tran", ["clerk"])).page;
  const leader = (await office.person("Lê Thị Minh Châu", "chau.le", ["leader"])).page;
  const records = (await office.person("Vũ Văn Thư", "thu.vu", ["records-officer"])).page;
  await clerk.goto("/soan/noi-dung");
  await clerk.fill("[id='/text']", plan);
  await clerk.click("text=Lưu và xem văn bản >> nth=0");
  await clerk.waitForURL(/\/van-ban\/[0-9A-Z]+$/);
  const address = new URL(clerk.url()).pathname;
  const submit = async () => {
    await clerk.goto(address);
    for (const box of await clerk.locator("input[name=accept]").all()) await box.check();
    await clerk.fill("#submit-note", "Kính trình lãnh đạo duyệt.");
    await clerk.click("button[value=submit]");
    assert.match(await clerk.textContent("main [role=status]"), /Đã trình/);
  };
  await submit();

  await leader.goto("/");
  assert.match(await leader.textContent("main"), /Chờ duyệt 1/);
  await leader.click(".pile a >> nth=0");
  await leader.click("summary:has-text('Trả lại')");
  await sound(leader, "document-leader");
  await leader.fill("#reason", "Bổ sung thời gian thực hiện.");
  await leader.click("button[value=return]");
  assert.match(await leader.textContent("main [role=status]"), /Đã trả lại/);

  await clerk.goto("/");
  assert.match(await clerk.textContent("main"), /Bị trả lại, cần sửa 1/);
  assert.match(await clerk.textContent("main"), /Bổ sung thời gian thực hiện/);
  await clerk.click(".pile a >> nth=0");
  await clerk.click("text=Sửa nội dung");
  await clerk.fill("[id='/text']", plan.replace("II. CÁCH LÀM", "Làm trong tháng 12 năm 2026.\n\nII. CÁCH LÀM"));
  await clerk.click("text=Lưu và xem văn bản >> nth=0");
  await clerk.waitForURL(/\/van-ban\/[0-9A-Z]+$/);
  await clerk.goto(`${address}/so-sanh?tu=1`);
  assert.match(await clerk.textContent("main"), /Làm trong tháng 12 năm 2026/);
  await sound(clerk, "compare");
  await submit();

  await leader.goto(address);
  await leader.click("button[value=approve]");
  assert.match(await leader.textContent("main [role=status]"), /Đã duyệt/);

  records.on("dialog", (dialog) => dialog.accept());
  await records.goto("/");
  await records.click(".pile a >> nth=0");
  await records.fill("#day", "31/2/2026");
  await records.click("button[value=issue]");
  assert.match(await records.textContent("[role=alert]"), /Không có ngày “31\/2\/2026”/);
  assert.equal(await records.inputValue("#day"), "31/2/2026", "what was typed stays");
  await sound(records, "document-issue-error");
  await records.fill("#day", "");
  await records.click("button[value=issue]");
  await records.waitForLoadState();
  assert.match(await records.textContent("main .flash, main [role=alert]"), /Đã ban hành/);
  assert.match(await records.textContent("main"), /Số 01\/KH-UBND/);
  await sound(records, "document-issued");
  assert.equal(await clerk.goto(`${address}/sua`).then((answer) => answer.status()), 409);
  await sound(clerk, "trouble");
});
