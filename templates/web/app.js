// The page with script: draws while someone types, keeps what was typed, opens files,
// and leads from a problem to its line. Downloads go through the form, as without script.

import { Preview } from "./preview.js";

const byId = (id) => document.getElementById(id);
const text = byId("text");
const fields = [text, byId("issuer"), byId("parent"), byId("place")];
const KEPT = "vanthu.draft";
const PAUSE = 350; // ms without a key after which someone has stopped typing

document.documentElement.classList.add("scripted");

const preview = new Preview({
  status: byId("status"),
  notes: byId("notes"),
  problems: byId("problems"),
  pages: byId("pages"),
  empty: byId("empty"),
  scroll: byId("scroll"),
  result: byId("result"),
});

function manuscript() {
  const value = { text: text.value };
  for (const field of fields.slice(1)) {
    if (field.value.trim()) value[field.id] = field.value.trim();
  }
  return value;
}

// ── Kept on this machine; a browser may forbid it, and the page works without ──

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(fields.map((f) => [f.id, f.value]))));
  } catch {
    // Full or forbidden: nothing is kept.
  }
}

function restore() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    for (const field of fields) field.value = kept[field.id] ?? "";
  } catch {
    return;
  }
  const letterhead = document.querySelector("details");
  letterhead.open = fields.slice(1).some((field) => field.value);
}

// ── Drawing ──

let timer;

function changed(wait = PAUSE) {
  keep();
  clearTimeout(timer);
  // Whoever types while a long document is being laid out waits a little longer, so that
  // an old machine is not asked for pages that nobody will see.
  timer = setTimeout(() => preview.draw(manuscript()), wait && Math.max(wait, preview.took));
}

for (const field of fields) field.addEventListener("input", () => changed());

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    changed(0);
  }
});

// Text that someone has typed is never replaced without a word.
function mayReplace() {
  return !text.value.trim() || confirm("Thay toàn bộ nội dung đang soạn?");
}

function put(words) {
  text.value = words.replaceAll("\r\n", "\n");
  text.setSelectionRange(0, 0);
  text.scrollTop = 0;
  changed(0);
}

byId("example").addEventListener("click", async (event) => {
  event.preventDefault();
  if (mayReplace()) put(await (await fetch("/assets/example.txt")).text());
});

byId("clear").addEventListener("click", () => {
  if (!mayReplace()) return;
  for (const field of fields) field.value = "";
  put("");
  text.focus();
});

// ── Files ──

async function open(file) {
  if (!file) return;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = bytes;
  const little = first === 0xff && second === 0xfe;
  const big = first === 0xfe && second === 0xff;
  if (!mayReplace()) return;
  try {
    const coding = little ? "utf-16le" : big ? "utf-16be" : "utf-8";
    put(new TextDecoder(coding, { fatal: true }).decode(bytes));
  } catch {
    preview.say(`Không đọc được “${file.name}”: tệp không phải văn bản UTF-8.`);
  }
}

byId("file").addEventListener("change", async (event) => {
  await open(event.target.files[0]);
  event.target.value = "";
});

for (const type of ["dragover", "dragleave", "drop"]) {
  text.addEventListener(type, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    text.classList.toggle("over", type === "dragover");
    if (type === "drop") open(event.dataTransfer.files[0]);
  });
}

// ── From a problem to its line ──

function show(line, column) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, words) => sum + words.length + 1, 0);
  const words = lines[line - 1] ?? "";
  // Columns count characters; the text area counts UTF-16 units.
  const into = [...words].slice(0, Math.max(column - 1, 0)).join("").length;
  text.focus({ preventScroll: true });
  text.setSelectionRange(start + (into < words.length ? into : 0), start + words.length);
  text.scrollTop = height(text.value.slice(0, start)) - text.clientHeight / 3;
  text.scrollIntoView({ block: "nearest" });
}

// How high the words before a line stand, wrapped as the text area wraps them.
function height(before) {
  const look = getComputedStyle(text);
  const mirror = document.createElement("div");
  for (const name of ["font", "letterSpacing", "padding", "boxSizing"]) mirror.style[name] = look[name];
  Object.assign(mirror.style, {
    position: "absolute",
    visibility: "hidden",
    whiteSpace: "pre-wrap",
    overflowWrap: "break-word",
    width: `${text.clientWidth}px`,
  });
  mirror.textContent = before;
  document.body.append(mirror);
  const result = mirror.scrollHeight;
  mirror.remove();
  return result;
}

byId("problems").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  event.preventDefault();
  show(Number(link.dataset.line), Number(link.dataset.column));
});

// ── Begin ──

const failed = document.querySelector("#problems .bad")?.textContent;
if (text.value.trim()) {
  // The server has drawn already, or has said why a file could not be made.
  keep();
  await preview.adopt(manuscript());
  if (failed) preview.say(failed);
} else {
  restore();
  if (text.value.trim()) changed(0);
}
