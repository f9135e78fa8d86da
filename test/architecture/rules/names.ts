/**
 * A port is a role and an adapter says what it is made of, so neither needs an `I` or an `Impl`. Qualifiers come last (`AGE_MS_MAX`), so
 * that what belongs together lines up.
 */
import type { Node } from "oxc-parser";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

export const names: Rule = {
  name: "names say the role, and qualifiers come last",
  check: ({ sources }) =>
    sources.flatMap((source) => {
      const found: Violation[] = [];
      visit(source.program, (node) => {
        const says = judge(node);
        if (says !== undefined) found.push(violationAt(source, node.start, says));
      });
      return found;
    }),
};

function judge(node: Node): Pick<Violation, "problem" | "instead"> | undefined {
  switch (node.type) {
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "ClassDeclaration": {
      const name = node.id?.name ?? "";
      if (/^I[A-Z][a-z]/.test(name))
        return { problem: `calls a type ${name}`, instead: `name the role: ${name.slice(1)}` };
      return name.endsWith("Impl")
        ? { problem: `calls a class ${name}`, instead: "say what it is made of" }
        : undefined;
    }
    case "VariableDeclarator": {
      if (node.id.type !== "Identifier") return undefined;
      const [, qualifier, rest] = /^(MAX|MIN)_(.+)$/.exec(node.id.name) ?? [];
      if (qualifier === undefined) return undefined;
      return { problem: `calls a bound ${node.id.name}`, instead: `put the qualifier last: ${rest}_${qualifier}` };
    }
    default:
      return undefined;
  }
}
