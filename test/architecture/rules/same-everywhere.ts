/**
 * What a simulated history is made of comes out the same on every machine, to the byte. ECMAScript leaves the last bits of powers, logarithms and
 * angles to each engine, and the order of letters and the look of dates to each machine's settings; one bit of one draw is another history.
 */
import type { Node } from "oxc-parser";
import type { SourceFile } from "../codebase/codebase.ts";
import { type Rule, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

/** An adapter is in no history. */
const ADAPTER = /\/dynamo-[^/]+$/;
/** Whatever a history runs: the product's own packages, the world, the programs, and what plays them. */
const PLAYED =
  /^(?:packages\/(?:kernel|replication|delivery|claims|shop|sandbox)\/src|functions\/programs|scripts\/simulate)\//;
const NUMBERS = "multiply, or shift";
const ORDER = "compare by code units or `compareUtf8`";
const DATES = "count milliseconds, or use the UTC methods";

/** The functions of Math that ECMAScript calls implementation-approximated; `sqrt` is exact. */
const APPROXIMATED: ReadonlySet<string> = new Set([
  ...["pow", "exp", "expm1", "log", "log1p", "log2", "log10", "cbrt", "hypot"],
  ...["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"],
]);
const LOCAL: Readonly<Record<string, string>> = {
  localeCompare: ORDER,
  ...{ toLocaleString: DATES, toLocaleDateString: DATES, toLocaleTimeString: DATES },
  ...{ toLocaleLowerCase: ORDER, toLocaleUpperCase: ORDER, getTimezoneOffset: DATES, getYear: DATES },
  ...{ getFullYear: DATES, getMonth: DATES, getDate: DATES, getDay: DATES },
  ...{ getHours: DATES, getMinutes: DATES, setHours: DATES, setMinutes: DATES, setDate: DATES, setMonth: DATES },
};

export const sameEverywhere: Rule = {
  name: "what a history runs comes out the same on every machine",
  check: ({ sources }) =>
    sources
      .filter(({ path, isTest }) => PLAYED.test(path) && !ADAPTER.test(path) && !isTest)
      .flatMap((source) => found(source).map(([node, instead]) => violationOf(source, node, instead))),
};

function found({ program }: SourceFile): readonly (readonly [Node, string])[] {
  const all: (readonly [Node, string])[] = [];
  visit(program, (node) => {
    const instead = insteadOf(node);
    if (instead !== undefined) all.push([node, instead]);
  });
  return all;
}

function insteadOf(node: Node): string | undefined {
  // A power of two numbers that stand there is worked out once, and exactly.
  if (node.type === "BinaryExpression" && node.operator === "**") {
    return node.left.type === "Literal" && node.right.type === "Literal" ? undefined : NUMBERS;
  }
  if (node.type === "AssignmentExpression" && node.operator === "**=") return NUMBERS;
  if (node.type !== "MemberExpression" || node.property.type !== "Identifier") return undefined;
  const { object, property } = node;
  if (object.type === "Identifier" && object.name === "Intl") return ORDER;
  if (object.type === "Identifier" && object.name === "Math" && APPROXIMATED.has(property.name)) return NUMBERS;
  return Object.hasOwn(LOCAL, property.name) ? LOCAL[property.name] : undefined;
}

function violationOf(source: SourceFile, node: Node, instead: string) {
  const text = source.text.slice(node.start, node.end).replaceAll(/\s+/g, " ");
  return violationAt(source, node.start, { problem: `computes ${text}, which may differ between machines`, instead });
}
