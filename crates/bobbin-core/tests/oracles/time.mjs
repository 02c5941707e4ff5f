// Times js-yaml 4 and 5 reading one file: prints their medians in milliseconds.
//
// Arguments: the folder whose node_modules holds them, the file, the number of rounds.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

const [folder, file, rounds] = process.argv.slice(2);
const load = createRequire(join(folder, "package.json"));
const current = load("js-yaml-5");
const legacy = load("js-yaml-4");
const text = readFileSync(file, "utf8");

function median(read) {
  const times = [];
  for (let round = 0; round < Number(rounds) + 10; round++) {
    const start = performance.now();
    read();
    times.push(performance.now() - start);
  }
  const measured = times.slice(10).sort((a, b) => a - b);
  return measured[measured.length >> 1];
}

console.log(
  median(() => legacy.load(text)),
  median(() => current.load(text, { schema: current.YAML11_SCHEMA })),
);
