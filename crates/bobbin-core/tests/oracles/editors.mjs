// The two js-yaml versions of Home Assistant's editors, as a server on standard input and output.
//
// One JSON request a line: {"dialect": "editor" | "editor-legacy", "text": "..."}. One JSON answer a line:
// {"ok": <what JSON.stringify makes of the value>} or {"error": "..."}. The value comes as a text in "ok",
// because a number must not pass through a second JSON reader on the way.
//
// Argument: the folder whose node_modules holds js-yaml-4 and js-yaml-5.

import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join } from "node:path";

process.env.TZ = "UTC";

const load = createRequire(join(process.argv[2], "package.json"));
const current = load("js-yaml-5");
const legacy = load("js-yaml-4");

function read(dialect, text) {
  const value =
    dialect === "editor" ? current.load(text, { schema: current.YAML11_SCHEMA }) : legacy.load(text);
  return JSON.stringify(value) ?? "null";
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { dialect, text } = JSON.parse(line);
  let answer;
  try {
    answer = { ok: read(dialect, text) };
  } catch (error) {
    answer = { error: String(error.message).split("\n")[0] };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
