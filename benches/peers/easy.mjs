// easy-template-x filling a template.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [, , tools, path] = process.argv;
const { TemplateHandler } = createRequire(`${tools}/`)("easy-template-x");
const template = readFileSync(path);
const handler = new TemplateHandler();
for await (const line of createInterface({ input: process.stdin })) {
  const data = JSON.parse(line);
  const before = process.cpuUsage();
  const begun = performance.now();
  const made = await handler.process(template, data);
  const wall = performance.now() - begun;
  const used = process.cpuUsage(before);
  console.log((used.user + used.system) / 1e3, wall, made.length);
}
