/** A test that is left out, or that leaves the others out, is green for years and says nothing. */
import type { Node } from "oxc-parser";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

const TEST_WORDS: ReadonlySet<string> = new Set(["describe", "suite", "test", "it", "bench"]);
/** `skipIf` and `runIf` stay: they say when, and a reader sees it. */
const LEFT_OUT: ReadonlySet<string> = new Set(["only", "skip", "todo"]);

export const focusedTests: Rule = {
  name: "every test runs",
  check: ({ sources }) =>
    sources.flatMap((source) => {
      const found: Violation[] = [];
      visit(source.program, (node) => {
        if (node.type !== "MemberExpression" || node.property.type !== "Identifier") return;
        if (!LEFT_OUT.has(node.property.name) || !TEST_WORDS.has(rootOf(node.object) ?? "")) return;
        const problem = `uses .${node.property.name}`;
        found.push(
          violationAt(source, node.start, {
            problem,
            instead: "mend the test, or delete it and say why in the commit",
          }),
        );
      });
      return found;
    }),
};

function rootOf(node: Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return rootOf(node.object);
  return node.type === "CallExpression" ? rootOf(node.callee) : undefined;
}
