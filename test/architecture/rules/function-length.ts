/**
 * A function fits on a screen: 70 lines of its own. Functions inside it are read, and counted, by themselves: a factory whose closures
 * share some state is as long as what it says between them. A Lambda's handler translates in, calls one function and translates out, for which 30 lines
 * are enough; what is longer decides something that belongs in a package.
 */
import type { Node } from "oxc-parser";
import type { SourceFile } from "../codebase/codebase.ts";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

const FUNCTION_LINES_MAX = 70;
const HANDLER_LINES_MAX = 30;
/** A suite is a list of tests, each a function of its own. */
const SUITE = /^(?:describe|suite)\b/;

export const functionLength: Rule = {
  name: `a function has at most ${FUNCTION_LINES_MAX} lines, and a handler ${HANDLER_LINES_MAX}`,
  check: ({ sources }) => sources.flatMap((source) => [...longFunctions(source), ...longHandlers(source)]),
};

function longFunctions(source: SourceFile): readonly Violation[] {
  const found: Violation[] = [];
  visit(source.program, (node, ancestors) => {
    if (!isFunction(node) || isSuite(source, ancestors.at(-1))) return;
    const lines = ownLinesOf(source, node);
    if (lines <= FUNCTION_LINES_MAX) return;
    const problem = `has a function of ${lines} lines`;
    found.push(violationAt(source, node.start, { problem, instead: "take a part out and name it for what it does" }));
  });
  return found;
}

function longHandlers(source: SourceFile): readonly Violation[] {
  if (source.home.name !== "functions" || source.isTest) return [];
  return source.program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration === null) return [];
    if (!declares(statement.declaration, "handler")) return [];
    const lines = linesOf(source, statement);
    if (lines <= HANDLER_LINES_MAX) return [];
    const problem = `has a handler of ${lines} lines`;
    return [
      violationAt(source, statement.start, { problem, instead: "translate in, call one function, translate out" }),
    ];
  });
}

function declares(declaration: Node, name: string): boolean {
  if (declaration.type === "FunctionDeclaration") return declaration.id?.name === name;
  if (declaration.type !== "VariableDeclaration") return false;
  return declaration.declarations.some(({ id }) => id.type === "Identifier" && id.name === name);
}

function isFunction(node: Node): boolean {
  const { type } = node;
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}

function isSuite(source: SourceFile, parent: Node | undefined): boolean {
  return parent?.type === "CallExpression" && SUITE.test(source.text.slice(parent.start, parent.end));
}

/** The lines of a function less those of the functions inside it; the line on which one of those begins stays. */
function ownLinesOf(source: SourceFile, node: Node): number {
  let lines = linesOf(source, node);
  visit(node, (inner) => {
    if (inner === node || !isFunction(inner)) return true;
    lines -= linesOf(source, inner) - 1;
    return false;
  });
  return lines;
}

function linesOf(source: SourceFile, { start, end }: Node): number {
  return source.lineOf(end) - source.lineOf(start) + 1;
}
