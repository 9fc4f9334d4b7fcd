#!/usr/bin/env node
// `hirewall-detector test | build`: arguments, output, exit codes.

import { parseArgs } from "node:util";
import { buildDetector, check } from "./build.js";

const USAGE = `hirewall-detector test  [FOLDER]              run cases/*.json in Node
hirewall-detector build [FOLDER] [--out DIR]  run them, then write <id>.wasm to DIR, otherwise to FOLDER`;

async function test(folder) {
  const { cases } = await check(folder);
  for (const { example, differences } of cases) {
    console.log(`${differences.length === 0 ? "ok  " : "FAIL"}  ${example.name}`);
    for (const difference of differences) console.log(`      ${difference}`);
  }
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  console.log(`${cases.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function build(folder, options) {
  const { file, bytes, imports, canaries } = await buildDetector(folder, options);
  console.log(`${file}: ${(bytes / 1_048_576).toFixed(2)} MiB, ${canaries} canary case(s)`);
  console.log(`imports: ${imports.join(", ")}`);
  return 0;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  const [command, folder = ".", ...others] = positionals;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (others.length === 0 && command === "test") return test(folder);
  if (others.length === 0 && command === "build") return build(folder, { out: values.out });
  console.error(USAGE);
  return 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
