import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { environmentReads } from "./environment-reads.ts";

const rule = environmentReads({});
const FILE = "packages/http/src/a.ts";

test.each([
  "const a = process.env.PORT;",
  'const a = process["env"];',
  "const { env } = process;",
  "const a = globalThis.process.env;",
  "const a = import.meta.env.MODE;",
  'import { env } from "node:process";',
  'import process from "node:process";\nconst a = process.env;',
])("%s is a read of the environment", (code) => {
  expect(check(rule, { [FILE]: code })).toHaveLength(1);
});

test("what only looks like one passes", () => {
  const code =
    "const text = `process.env`; // process.env\nfunction run(process: Engine) { return process.env; }\nconst a = launch.env;\nconst { env } = launch;\nconst { pid } = process;";

  expect(check(rule, { [FILE]: code })).toEqual([]);
});

test("a `process` that the file declares itself is not the machine's", () => {
  expect(check(rule, { [FILE]: "const process = start();\nconst a = process.env;" })).toEqual([]);
});

test("composition roots, scripts and tests read it", () => {
  const code = "const a = process.env.PORT;";

  expect(
    check(rule, { "functions/api.ts": code, "scripts/start.ts": code, "packages/http/src/a.test.ts": code }),
  ).toEqual([]);
});

test("an exception lets its file pass, and is caught when it is no longer needed", () => {
  const allowed = environmentReads({ [FILE]: "passes an environment on" });

  expect(check(allowed, { [FILE]: "const a = process.env;" })).toEqual([]);
  expect(check(allowed, { [FILE]: "const a = 1;" })).toEqual([`${FILE}:1 is listed as an exception and needs none`]);
});
