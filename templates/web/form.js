// The form of a document with script: its pages are drawn while someone types, what was typed is
// kept as a draft and on this machine, entries of lists are added, moved, pasted in place. All of
// it goes through the form, as without script.

const form = document.getElementById("form");
const byId = (id) => document.getElementById(id);
const PAUSE = 350; // ms without a key after which someone has stopped typing
const REST = 3000; // ms after which what was typed is kept as a draft
const KEPT = () => `vanthu.form:${form.getAttribute("action")}`;

const body = (extra = {}) => {
  const data = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  return data;
};
const send = (address, data, signal) =>
  fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" }, signal });
const words = () => {
  const data = body();
  for (const name of ["csrf", "seen", "do", "overwrite"]) data.delete(name);
  return data.toString();
};

// ── Kept on this machine, until the server has it; a browser may forbid it ──

function keep(text) {
  try {
    if (text === null) localStorage.removeItem(KEPT());
    else localStorage.setItem(KEPT(), text);
  } catch {
    // Full or forbidden: nothing is kept.
  }
}

function put(text) {
  const data = new URLSearchParams(text);
  for (const list of form.querySelectorAll("[data-list]")) {
    const numbers = [...data.keys()].filter((key) => key.startsWith(`${list.dataset.list}/`));
    const most = Math.max(0, ...numbers.map((key) => Number(key.slice(list.dataset.list.length + 1).split("/")[0]) + 1));
    while (rows(list).length < most) add(list);
  }
  for (const field of form.elements) {
    if (!field.name?.startsWith("/")) continue;
    const all = data.getAll(field.name);
    if (field.type === "checkbox") field.checked = all.includes("yes");
    else if (field.type !== "hidden" && all.length) field.value = all.at(-1);
  }
}

// ── Drawing ──

let asking = new AbortController();
let timer;

async function draw(from = 1) {
  if (from === 1) asking.abort();
  asking = new AbortController();
  byId("result").setAttribute("aria-busy", "true");
  try {
    const response = await send(`${form.dataset.preview}?from=${from}`, body(), asking.signal);
    const answer = await response.json();
    if (!response.ok) {
      byId("status").textContent = answer.detail;
      return;
    }
    show(answer);
  } catch (error) {
    if (error.name !== "AbortError") byId("status").textContent = "Không kết nối được với máy chủ.";
  } finally {
    byId("result").removeAttribute("aria-busy");
  }
}

const near = new IntersectionObserver(
  (seen) => {
    const first = seen.find((entry) => entry.isIntersecting && entry.target.dataset.waits);
    if (first) draw(Number(first.target.dataset.waits));
  },
  { rootMargin: "400px" },
);

function show({ pages, from, images, notes, faults, amounts }) {
  const list = byId("pages");
  while (list.children.length > pages) list.lastElementChild.remove();
  while (list.children.length < pages) {
    const sheet = document.createElement("li");
    sheet.append(new Image(794, 1123));
    list.append(sheet);
  }
  [...list.children].forEach((sheet, at) => {
    const image = sheet.firstElementChild;
    image.alt = `Trang ${at + 1} trên ${pages}`;
    const svg = images[at + 1 - from];
    if (svg) {
      if (image.src.startsWith("blob:")) URL.revokeObjectURL(image.src);
      image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      delete image.dataset.waits;
      near.unobserve(image);
    } else if (from === 1) {
      image.dataset.waits = at + 1;
      near.unobserve(image);
      near.observe(image);
    }
  });
  byId("empty")?.remove();
  byId("status").textContent = `${pages} trang`;
  byId("count").textContent = notes.length;
  byId("problems").replaceChildren(...notes.map(note));
  mark(faults);
  for (const place of form.querySelectorAll("[data-amount]")) place.textContent = amounts[place.dataset.amount] ?? "";
}

function note({ pointer, label, message, grave, cite, rule }) {
  const item = document.createElement("li");
  item.className = grave;
  if (pointer) {
    const link = document.createElement("a");
    link.href = `#${pointer}`;
    link.textContent = label;
    item.append(link, ": ");
  } else if (label) {
    const bold = document.createElement("b");
    bold.textContent = `${label[0].toUpperCase()}${label.slice(1)}: `;
    item.append(bold);
  }
  item.append(message);
  if (rule) {
    const clause = document.createElement("a");
    clause.className = "cite";
    clause.href = `/quy-tac#${rule}`;
    clause.textContent = cite;
    item.append(" ", clause);
  }
  return item;
}

// What is wrong stands at its field once someone has been there; what nobody filled yet is only
// listed.
const visited = new Set();

function mark(faults) {
  for (const old of form.querySelectorAll("p.error")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    const help = `${field.id}-help`;
    if (byId(help)) field.setAttribute("aria-describedby", help);
    else field.removeAttribute("aria-describedby");
  }
  for (const { pointer, message } of faults) {
    const field = byId(pointer);
    if (!field || !visited.has(pointer)) continue;
    const said = document.createElement("p");
    said.className = "error";
    said.id = `${pointer}-error1`;
    said.textContent = message;
    if (field.matches("fieldset")) field.querySelector("legend").after(said);
    else {
      field.after(said);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${said.id}`.trim());
    }
  }
}

// ── Kept as a draft ──

let kept = words();
let saving = false;
let resting;

function trouble(...parts) {
  byId("trouble").replaceChildren(...parts);
  byId("trouble").hidden = parts.length === 0;
}

function link(href, text) {
  const made = document.createElement("a");
  made.href = href;
  made.target = "_blank";
  made.textContent = text;
  return made;
}

async function save(how = "save") {
  const now = words();
  if (saving || (now === kept && how === "save")) return;
  saving = true;
  byId("saved").textContent = "Đang lưu…";
  try {
    const response = await send(form.getAttribute("action"), body({ do: how }));
    const answer = await response.json();
    if (response.ok) {
      keep(null);
      saved(answer);
      kept = now;
      trouble();
    } else {
      byId("saved").textContent = "Chưa lưu; chữ đang gõ được giữ trên máy này.";
      refused(response.status, answer);
    }
  } catch {
    byId("saved").textContent = "Mất kết nối; chữ đang gõ được giữ trên máy này.";
  }
  saving = false;
  if (words() !== now) rest();
}

function saved({ head, at, href }) {
  let seen = form.querySelector("input[name=seen]");
  if (!seen) {
    seen = document.createElement("input");
    seen.type = "hidden";
    seen.name = "seen";
    form.prepend(seen);
  }
  seen.value = head;
  form.setAttribute("action", href);
  history.replaceState(null, "", href);
  byId("saved").textContent = `Đã lưu lúc ${at}`;
}

function refused(status, answer) {
  if (status === 401 || answer.code === "wrong-csrf") {
    trouble("Phiên làm việc đã hết. ", link("/dang-nhap", "Đăng nhập lại ở thẻ mới"), ", rồi quay lại đây và gõ tiếp: không mất chữ nào.");
    return;
  }
  if (status !== 412) {
    trouble(answer.detail);
    return;
  }
  const mine = document.createElement("button");
  mine.type = "button";
  mine.textContent = "Lưu bản của tôi";
  mine.addEventListener("click", () => save(`keep:${answer.current.head}`));
  const both = document.createElement("button");
  both.name = "do";
  both.value = "save";
  both.textContent = "Xem chỗ khác nhau";
  trouble(`${answer.current.version.by.name} đã lưu bản khác trong lúc bạn gõ. Bản của bạn còn nguyên trong biểu mẫu. `, mine, " ", both);
}

// A session that has begun anew in another tab has another token.
async function renew() {
  if (byId("trouble").hidden) return;
  const response = await fetch("/api/v1/session");
  if (!response.ok) return;
  form.elements.csrf.value = (await response.json()).csrf;
  save("save");
}
addEventListener("focus", renew);

function rest() {
  clearTimeout(resting);
  resting = setTimeout(save, REST);
}

function changed() {
  keep(words());
  clearTimeout(timer);
  timer = setTimeout(draw, PAUSE);
  rest();
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("focusout", (event) => visited.add(event.target.id));
addEventListener("visibilitychange", () => document.hidden && save());

// ── Lists ──

const rows = (list) => [...list.querySelector("[data-rows]").children];

function add(list) {
  const row = list.querySelector("template").content.firstElementChild.cloneNode(true);
  list.querySelector("[data-rows]").append(row);
  number(list);
  return row;
}

function number(list) {
  const pointer = list.dataset.list;
  const shape = new RegExp(`^((?:up:|down:|remove:)?${pointer})/\\d+`);
  rows(list).forEach((row, at) => {
    for (const node of row.querySelectorAll("*")) {
      for (const name of ["name", "id", "for", "value", "data-amount", "data-list", "aria-describedby"]) {
        if (name === "value" && node.tagName !== "BUTTON") continue;
        const old = node.getAttribute(name);
        if (old) node.setAttribute(name, old.replace(shape, `$1/${at}`));
      }
      const label = node.getAttribute("aria-label");
      if (label) node.setAttribute("aria-label", label.replace(/(mục|Mục) \d+$/, `$1 ${at + 1}`));
    }
    for (const said of row.querySelectorAll(".row-tools .seen-only")) said.textContent = said.textContent.replace(/\d+/, at + 1);
  });
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  const [act, pointer] = button?.value.split(":") ?? [];
  if (!["add", "remove", "up", "down"].includes(act)) return;
  event.preventDefault();
  const list = button.closest("[data-list]");
  if (act === "add") {
    add(list).querySelector("input:not([type=hidden]), textarea, select")?.focus();
  } else {
    const row = button.closest("[data-row]");
    if (act === "up") row.previousElementSibling?.before(row);
    if (act === "down") row.nextElementSibling?.after(row);
    if (act === "remove") {
      if (rows(list).length === 1) add(list);
      row.remove();
    }
    number(list);
    (act === "remove" ? list.querySelector("button[value^='add:']") : button).focus();
  }
  changed();
});

// A block of cells of Excel fills rows and columns from where it is pasted.
form.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const field = event.target.closest("input");
  const list = field?.closest("[data-list]");
  if (!list || !text || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const cells = (row) => [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select, textarea")];
  const first = field.closest("[data-row]");
  const left = cells(first).indexOf(field);
  let at = rows(list).indexOf(first);
  for (const line of text.split("\n")) {
    const row = rows(list)[at] ?? add(list);
    line.split("\t").forEach((value, column) => {
      const cell = cells(row)[left + column];
      if (!cell) return;
      const said = value.trim();
      if (cell.tagName === "SELECT") {
        const option = [...cell.options].find(({ text, value }) => text.toLowerCase() === said.toLowerCase() || value === said);
        if (option) cell.value = option.value;
      } else cell.value = said;
    });
    at += 1;
  }
  changed();
});

// ── Begin ──

// A link to a field leads into it.
byId("problems").addEventListener("click", (event) => {
  const to = event.target.closest("a[href^='#']");
  const field = to && byId(decodeURIComponent(to.getAttribute("href").slice(1)));
  if (!field) return;
  event.preventDefault();
  field.closest("details")?.setAttribute("open", "");
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});

let left = null;
try {
  left = localStorage.getItem(KEPT());
} catch {
  // Forbidden: nothing was kept.
}
if (left !== null && left !== kept) {
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Lấy lại";
  again.addEventListener("click", () => {
    put(left);
    trouble();
    changed();
    save();
  });
  const drop = document.createElement("button");
  drop.type = "button";
  drop.textContent = "Bỏ";
  drop.addEventListener("click", () => {
    keep(null);
    trouble();
  });
  trouble("Trên máy này còn chữ đã gõ mà chưa lưu. ", again, " ", drop);
}
if (!byId("pages").children.length) draw();
