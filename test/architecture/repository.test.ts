import { join } from "node:path";
import { assert, expect, test } from "vitest";
import { readCodebase } from "./codebase/read-codebase.ts";
import { describeViolations } from "./codebase/rule.ts";
import { describeFaces } from "./face.ts";
import { HOUSE_RULES } from "./house-rules.ts";

const codebase = readCodebase(join(import.meta.dirname, "../.."));

test("the rules see the repository, and not an empty folder", () => {
  const homes = new Set(codebase.sources.map(({ home }) => home.name));

  expect([...homes]).toEqual(expect.arrayContaining(["kernel", "replication", "functions", "scripts", "test", "root"]));
});

test.each(HOUSE_RULES)("$name", (rule) => {
  const violations = rule.check(codebase);

  assert(violations.length === 0, describeViolations(rule, violations));
});

test("packages show what faces.txt says (a change on purpose: run vitest with -u, and have the diff reviewed)", async () => {
  await expect(describeFaces(codebase)).toMatchFileSnapshot("faces.txt");
});
