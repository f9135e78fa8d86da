/** More than three parameters are told apart by counting; an options object tells them apart by name. */
import type { Node } from "oxc-parser";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

const PARAMETERS_MAX = 3;

export const parameters: Rule = {
  name: `a function takes at most ${PARAMETERS_MAX} parameters`,
  check: ({ sources }) =>
    sources.flatMap((source) => {
      const found: Violation[] = [];
      visit(source.program, (node, ancestors) => {
        const count = parameterCount(node, ancestors.at(-1));
        if (count <= PARAMETERS_MAX) return;
        found.push(
          violationAt(source, node.start, { problem: `takes ${count} parameters`, instead: "take an options object" }),
        );
      });
      return found;
    }),
};

/** Of a function that is ours to shape: one that is handed to somebody else's function takes what that gives. */
function parameterCount(node: Node, parent: Node | undefined): number {
  switch (node.type) {
    case "ArrowFunctionExpression":
      return parent?.type === "VariableDeclarator" && parent.id.typeAnnotation == null ? node.params.length : 0;
    case "FunctionDeclaration":
      return node.params.filter((param) => !(param.type === "Identifier" && param.name === "this")).length;
    case "FunctionExpression":
      return parent?.type === "MethodDefinition" ? node.params.length : 0;
    case "TSMethodSignature":
      return node.params.length;
    default:
      return 0;
  }
}
