import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { purity } from "./purity.ts";

const FILE = "packages/shop/src/a.ts";

test.each([
  "const a = Date.now();",
  "const now = Date.now;",
  "const a = new Date();",
  "const a = Date();",
  "const a = performance.now();",
  "const a = Math.random();",
  "const a = crypto.randomUUID();",
  "setTimeout(go, 5);",
  "const timers = { setInterval };",
  "const signal = AbortSignal.timeout(5);",
  "await fetch(url);",
  "function load(get = fetch) {}",
  'console.log("x");',
  "const a = globalThis.Date;",
  'import { readFileSync } from "node:fs";',
  'import { randomUUID } from "node:crypto";',
  'import * as crypto from "node:crypto";',
  'import { Hono } from "hono";',
])("%s is not pure", (code) => {
  expect(check(purity, { [FILE]: code })).toHaveLength(1);
});

test.each([
  "const a = new Date(ms).toISOString();",
  "const a = Date.UTC(2026, 0, 1);",
  "const a = Math.max(1, 2);",
  'import { createHash } from "node:crypto";\nconst a = Buffer.from(createHash("sha256").digest());',
  'import { hash } from "node:crypto";\nconst a = hash("sha256", "a");',
  'import { z } from "zod";',
  'import { a } from "./b.ts";\nimport { must } from "@tandem/kernel";',
  "function run({ fetch, clock }: Ports) { return fetch(clock.nowMs()); }",
  "function run(ports: Ports) { return ports.fetch(ports.console, { performance: 1 }); }",
  "interface Ports { fetch(url: string): void }\n// console.log(Date.now())\nconst text = `Date.now()`;",
])("%s is pure", (code) => {
  expect(check(purity, { [FILE]: code })).toEqual([]);
});

test("the programs of functions are pure and know no adapter, and the functions around them may be anything", () => {
  const clock = "const a = Date.now();";
  const adapter = 'import { createSqsClient } from "@tandem/aws";';

  expect(check(purity, { "functions/programs/a-program.ts": clock })).toHaveLength(1);
  expect(check(purity, { "functions/programs/a-program.ts": adapter })).toHaveLength(1);
  expect(check(purity, { "functions/programs/a.test.ts": clock, "functions/tick.ts": `${adapter}\n${clock}` })).toEqual(
    [],
  );
});

test("a simulated world is pure, but for the one wait of its machine", () => {
  const machine = "packages/sandbox/src/machine/machine.ts";
  const wait = "process.nextTick(go);";

  expect(check(purity, { [machine]: wait })).toEqual([]);
  for (const other of ["setTimeout(go, 5);", "setImmediate(go);", "process.exit(1);"]) {
    expect(check(purity, { [machine]: other })).toHaveLength(1);
  }
  expect(check(purity, { "packages/sandbox/src/region/a.ts": wait })).toHaveLength(1);
});

test("adapters, tests and the claims' own adapter are not asked to be", () => {
  const code = "const a = Date.now();";

  expect(check(purity, { "packages/aws/src/a.ts": code, "packages/shop/src/a.test.ts": code })).toEqual([]);
  expect(
    check(purity, { "packages/claims/src/dynamo-claims.ts": code, "packages/claims/src/claims.ts": code }),
  ).toHaveLength(1);
});
