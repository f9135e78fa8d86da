/** At top level a function is declared: it has a name in every stack trace, and the most important one can stand first. */
import { type Rule, violationAt } from "../codebase/rule.ts";

export const topLevelFunctions: Rule = {
  name: "a function at top level is a declaration",
  check: ({ sources }) =>
    sources
      .filter(({ isTest }) => !isTest)
      .flatMap((source) =>
        source.program.body
          .map((statement) => (statement.type === "ExportNamedDeclaration" ? statement.declaration : statement))
          .flatMap((statement) => (statement?.type === "VariableDeclaration" ? statement.declarations : []))
          // With a type of its own it implements somebody else's signature, and a declaration could not say so.
          .filter(({ id, init }) => id.typeAnnotation == null && isFunction(init?.type))
          .map(({ start }) =>
            violationAt(source, start, {
              problem: "holds a function in a constant",
              instead: "write `function name(…)`",
            }),
          ),
      ),
};

function isFunction(type: string | undefined): boolean {
  return type === "ArrowFunctionExpression" || type === "FunctionExpression";
}
