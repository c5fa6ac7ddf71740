// The real binary on a free port, and the real browser before it.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const top = fileURLToPath(new URL("../../", import.meta.url));
const binary = process.env.VANTHU_BIN ?? `${top}target/debug/vanthu`;
const browsers = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];

export const plan = readFileSync(new URL("plan.txt", import.meta.url), "utf8");

// Starts the server; resolves once it says where it listens. `link` resolves to the link of the
// first administrator, where nobody has been entered yet.
export async function serve(...options) {
  const all = ["serve", "--listen", "127.0.0.1:0", ...options];
  const child = spawn(binary, all, { stdio: ["ignore", "ignore", "pipe"] });
  const lines = createInterface({ input: child.stderr });
  if (process.env.LOG) lines.on("line", (line) => console.error(line));
  const link = new Promise((resolve) => {
    lines.on("line", (line) => {
      const found = line.match(/http:\/\/\S+\/thiet-lap\?ma=\S+/);
      if (found) resolve(found[0]);
    });
  });
  const url = await new Promise((resolve, reject) => {
    const seen = [];
    lines.on("line", (line) => {
      seen.push(line);
      const found = line.match(/serving on (http:\/\/[\d.:]+\/)/);
      if (found) resolve(found[1]);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${seen.join("\n")}`)));
  });
  return {
    url,
    link,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", resolve);
        child.kill("SIGTERM");
      }),
  };
}

export function browser() {
  return chromium.launch({
    executablePath: browsers.find((path) => path && existsSync(path)),
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
