import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { machineTraces } from "./machine-traces.ts";

/** Put together here, so that the rule does not catch its own test. */
const path = (...parts: readonly string[]) => `/${parts.join("/")}`;

test.each([
  `See ${path("home", "ann", "tandem")}.`,
  `"cwd": "${path("Users", "ann")}"`,
  `node ${path("root", "start.ts")}`,
  `cd ${path("work", "main")}`,
  `C:${"\\"}Users${"\\"}ann`,
  `https:/${path("registry.example.com", "zod")}`,
  `tarball: http:/${path("npm.example.com:4873", "zod")}`,
  `registry${"="}http://127.0.0.1`,
])("%s is a trace of a machine", (text) => {
  expect(check(machineTraces, { "docs/guide.md": `First line.\n${text}\n` })).toHaveLength(1);
});

test.each([
  "Routes: `/orders/{id}/work/items`, https://example.com/home/ann, ../work/a, packages/local/src/root/a.ts",
  "https://www.npmjs.com/package/zod and /var/task/index.mjs and /bin/sh and /dev/null",
])("%s is none", (text) => {
  expect(check(machineTraces, { "docs/guide.md": text })).toEqual([]);
});
