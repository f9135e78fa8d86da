/**
 * Nothing happens on import: a module declares, and what is declared runs when it is called. Otherwise the order of imports is part of
 * the behaviour, and a cold start pays for what it does not use.
 */
import type { Node, Statement } from "oxc-parser";
import type { SourceFile } from "../codebase/codebase.ts";
import { fileNameOf } from "../codebase/place.ts";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";
import { isPureCall, isPureClass } from "../pure-factories.ts";

/** A program of its own, if nobody imports it; its name says so. */
const PROGRAM = /-(?:process|worker)\.[cm]?[jt]s$/;
/** Enough of a long chain to find it by. */
const CALL_LETTERS_MAX = 40;

export const importEffects: Rule = {
  name: "nothing happens on import",
  check: ({ sources }) => {
    const imported = new Set(sources.flatMap(({ imports }) => imports.map(({ target }) => target)));
    const isProgram = ({ path }: SourceFile) => PROGRAM.test(fileNameOf(path)) && !imported.has(path);
    return sources
      .filter((source) => source.path.startsWith("packages/") && !source.isTest && !isProgram(source))
      .flatMap((source) => judge(source));
  },
};

function judge(source: SourceFile): readonly Violation[] {
  const found: Violation[] = [];
  const add = (offset: number, what: string) => {
    const instead =
      "declare here and let the caller run it; a program that nobody imports is called -process or -worker";
    found.push(violationAt(source, offset, { problem: `runs ${what} when it is imported`, instead }));
    return false;
  };
  for (const statement of source.program.body) {
    if (!isDeclaration(statement)) {
      add(statement.start, "a statement");
      continue;
    }
    visit(statement, (node) => {
      if (isFunction(node) || (node.type === "PropertyDefinition" && !node.static)) return false;
      const effect = effectOf(source, node);
      return effect === undefined ? undefined : add(node.start, effect);
    });
  }
  return found;
}

function isDeclaration(statement: Statement): boolean {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.specifiers.length > 0;
    default:
      return statement.type.endsWith("Declaration") || statement.type.startsWith("Export");
  }
}

function isFunction({ type }: Node): boolean {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}

function effectOf(source: SourceFile, node: Node): string | undefined {
  const textOf = ({ start, end }: Node) => source.text.slice(start, end).replace(/\s+/g, "");
  switch (node.type) {
    case "AwaitExpression":
      return "an await";
    case "StaticBlock":
      return "a static block";
    case "AssignmentExpression":
    case "UpdateExpression":
      return "an assignment";
    case "NewExpression":
      return isPureClass(textOf(node.callee)) ? undefined : `new ${textOf(node.callee)}`;
    case "CallExpression":
      return isPureCall(textOf(node.callee)) ? undefined : `${textOf(node.callee).slice(-CALL_LETTERS_MAX)}()`;
    default:
      return undefined;
  }
}
