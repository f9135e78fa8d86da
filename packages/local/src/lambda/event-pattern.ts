/**
 * EventBridge's pattern language, in which the filters of event source mappings are written: every member of the pattern must
 * match, a member's list matches if one of its values does. A pattern is read once and refused if it says something unknown,
 * since a filter that silently lets nothing through looks like a queue that is empty.
 */
import { assert } from "@tandem/kernel";

export type MatchEvent = (event: unknown) => boolean;
type MatchValue = (value: unknown) => boolean;

export function compilePattern(pattern: unknown): MatchEvent {
  assert(isRecord(pattern), `a pattern is a JSON object, not ${JSON.stringify(pattern)}`);
  const matchers = Object.entries(pattern).map(([name, wanted]) =>
    name === "$or" ? compileOr(wanted) : compileMember(name, wanted),
  );
  return (event) => matchers.every((matches) => matches(event));
}

function compileOr(branches: unknown): MatchEvent {
  assert(Array.isArray(branches) && branches.length > 0, `$or is a list of patterns, not ${JSON.stringify(branches)}`);
  const matchers = branches.map(compilePattern);
  return (event) => matchers.some((matches) => matches(event));
}

function compileMember(name: string, wanted: unknown): MatchEvent {
  if (Array.isArray(wanted)) return compileLeaf(name, wanted);
  assert(
    isRecord(wanted),
    `a member of a pattern is a list or an object: ${JSON.stringify(name)} is ${JSON.stringify(wanted)}`,
  );
  const matches = compilePattern(wanted);
  return (event) => {
    const value = memberOf(event, name);
    // A list in the event matches if one of its elements does.
    return Array.isArray(value) ? value.some(matches) : matches(isRecord(value) ? value : {});
  };
}

function compileLeaf(name: string, wanted: readonly unknown[]): MatchEvent {
  assert(wanted.length > 0, `the list of ${JSON.stringify(name)} is empty, which matches nothing`);
  const mayBeAbsent = wanted.some((each) => isRecord(each) && each["exists"] === false);
  const matchers = wanted.map(compileValue);
  return (event) => {
    const value = memberOf(event, name);
    if (value === undefined) return mayBeAbsent;
    const values = Array.isArray(value) ? value : [value];
    return values.some((each) => matchers.some((matches) => matches(each)));
  };
}

function compileValue(wanted: unknown): MatchValue {
  if (!isRecord(wanted)) return (value) => value === wanted;
  const [operator, ...others] = Object.keys(wanted);
  assert(operator !== undefined && others.length === 0, `a comparison has one operator: ${JSON.stringify(wanted)}`);
  const operand = wanted[operator];
  switch (operator) {
    case "exists":
      // It speaks of leaves: a value that is an object is not there, as far as it is concerned.
      return (value) => operand === true && !isRecord(value);
    case "prefix":
    case "suffix":
      return compileEnd(operator, operand);
    case "equals-ignore-case": {
      const folded = textOf(operand).toLowerCase();
      return ofText((text) => text.toLowerCase() === folded);
    }
    case "anything-but":
      return compileAnythingBut(operand);
    case "numeric":
      return compileNumeric(operand);
    case "wildcard":
      return compileWildcard(operand);
    default:
      assert(false, `a pattern has no operator ${JSON.stringify(operator)}`);
  }
}

function compileEnd(side: "prefix" | "suffix", operand: unknown): MatchValue {
  const isAt = (text: string, end: string) => (side === "prefix" ? text.startsWith(end) : text.endsWith(end));
  if (isRecord(operand)) {
    const folded = textOf(operand["equals-ignore-case"]).toLowerCase();
    return ofText((text) => isAt(text.toLowerCase(), folded));
  }
  const end = textOf(operand);
  return ofText((text) => isAt(text, end));
}

/** Everything but one value, each of several, or what a prefix, a suffix or a wildcard would match. */
function compileAnythingBut(operand: unknown): MatchValue {
  const excluded = isRecord(operand) ? spread(operand) : Array.isArray(operand) ? operand : [operand];
  const matchers = excluded.map(compileValue);
  return (value) => !isRecord(value) && !matchers.some((matches) => matches(value));
}

/** `{"prefix": ["a", "b"]}` stands for two comparisons. */
function spread(operand: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.entries(operand).flatMap(([operator, operands]) => {
    return Array.isArray(operands) ? operands.map((each) => ({ [operator]: each })) : [{ [operator]: operands }];
  });
}

function compileNumeric(operand: unknown): MatchValue {
  assert(
    Array.isArray(operand) && operand.length > 0 && operand.length % 2 === 0,
    `numeric is a list such as [">", 0, "<=", 5], not ${JSON.stringify(operand)}`,
  );
  const comparisons: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) comparisons.push(compare(operand[index], operand[index + 1]));
  return (value) => typeof value === "number" && comparisons.every((holds) => holds(value));
}

function compare(sign: unknown, bound: unknown): (value: number) => boolean {
  assert(typeof bound === "number", `numeric compares with a number, not ${JSON.stringify(bound)}`);
  switch (sign) {
    case "=":
      return (value) => value === bound;
    case "<":
      return (value) => value < bound;
    case "<=":
      return (value) => value <= bound;
    case ">":
      return (value) => value > bound;
    case ">=":
      return (value) => value >= bound;
    default:
      assert(false, `numeric has no comparison ${JSON.stringify(sign)}`);
  }
}

/** `*` stands for any characters; a backslash takes the meaning away. */
function compileWildcard(operand: unknown): MatchValue {
  const parts = textOf(operand).match(/\\.|\*|[^\\*]+/gs) ?? [];
  const source = parts.map((part) => (part === "*" ? ".*" : literal(part.replace(/^\\/, "")))).join("");
  const expression = new RegExp(`^${source}$`, "s");
  return ofText((text) => expression.test(text));
}

function literal(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}

function ofText(holds: (text: string) => boolean): MatchValue {
  return (value) => typeof value === "string" && holds(value);
}

function textOf(operand: unknown): string {
  assert(typeof operand === "string", `this comparison is with a text, not ${JSON.stringify(operand)}`);
  return operand;
}

function memberOf(event: unknown, name: string): unknown {
  return isRecord(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
