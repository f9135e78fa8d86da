/**
 * Every test belongs to one ring of vitest.config.ts: one that no ring includes never runs, and one that two include runs twice and is
 * counted twice.
 */
import { matchesGlob } from "node:path";
import type { Codebase } from "../codebase/codebase.ts";
import type { Rule } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

const CONFIG = "vitest.config.ts";
const TEST_FILE = /\.(?:test|spec)\.[cm]?[jt]sx?$/;

export const rings: Rule = {
  name: "every test file is run by exactly one ring",
  check: (codebase) => {
    const patterns = includedPatterns(codebase);
    return codebase.sources
      .map(({ path }) => ({ path, count: patterns.filter((pattern) => matchesGlob(path, pattern)).length }))
      .filter(({ path, count }) => TEST_FILE.test(path) && count !== 1)
      .map(({ path, count }) => ({
        path,
        line: 1,
        problem: count === 0 ? "is run by no ring" : `is run by ${count} rings`,
        instead: `move it to where a ring of ${CONFIG} looks, and only one`,
      }));
  },
};

/** What stands in the lists called `include`. */
function includedPatterns({ sources }: Codebase): readonly string[] {
  const patterns: string[] = [];
  const config = sources.find(({ path }) => path === CONFIG);
  if (config === undefined) return patterns;
  visit(config.program, (node) => {
    if (node.type !== "Property" || node.key.type !== "Identifier" || node.key.name !== "include") return;
    if (node.value.type !== "ArrayExpression") return;
    patterns.push(...node.value.elements.flatMap((each) => (each?.type === "Literal" ? [String(each.value)] : [])));
  });
  return patterns;
}
