/**
 * What IAM would answer to a request under some policies, as far as the policies of delivery go: an operator that is not here is an error, not
 * a guess. Small enough to be read beside AWS's description of policy evaluation.
 */
import type { Stack } from "../deployment.ts";
import type { Plain } from "../graph/graph.ts";
import { at, listAt } from "../rules/rule.ts";

export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values; a key that is not here has none. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export interface PolicyStatement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The statements of all policies that are attached to this role. */
export function statementsOfRole({ graph }: Stack, roleName: string): readonly PolicyStatement[] {
  const attached = graph.resources
    .filter(({ type, inputs }) => /:RolePolicyAttachment$/.test(type) && inputs["role"] === roleName)
    .map(({ inputs }) => String(inputs["policyArn"]));
  return graph.resources
    .filter(({ type, state }) => type === "aws:iam/policy:Policy" && attached.includes(String(state["arn"])))
    .flatMap(({ inputs }) => statementsOfDocument(String(inputs["policy"])));
}

export function statementsOfDocument(document: string): readonly PolicyStatement[] {
  return listAt(JSON.parse(document), "Statement").map((statement) => ({
    sid: String(at(statement, "Sid")),
    effect: String(at(statement, "Effect")),
    actions: wordsOf(at(statement, "Action")),
    resources: wordsOf(at(statement, "Resource")),
    conditions: Object.fromEntries(
      Object.entries(at(statement, "Condition") ?? {}).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys as object).map(([key, value]) => [key, wordsOf(value)])),
      ]),
    ),
  }));
}

/** Refused unless something allows it and nothing denies it. */
export function isAllowed(statements: readonly PolicyStatement[], request: Request): boolean {
  const applying = statements.filter((statement) => applies(statement, request));
  return applying.some(({ effect }) => effect === "Allow") && !applying.some(({ effect }) => effect === "Deny");
}

function applies({ actions, resources, conditions }: PolicyStatement, request: Request): boolean {
  return (
    actions.includes(request.action) &&
    resources.some((pattern) => isLike(request.resource, pattern)) &&
    Object.entries(conditions).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, valuesOf(request, key), wanted)),
    )
  );
}

function holds(operator: string, found: readonly string[] | undefined, wanted: readonly string[]): boolean {
  const likeOne = (value: string) => wanted.some((pattern) => isLike(value, pattern));
  switch (operator) {
    case "StringEquals":
      return found?.some((value) => wanted.includes(value)) === true;
    case "StringLike":
    case "ArnLike":
      return found?.some(likeOne) === true;
    case "StringLikeIfExists":
      return found === undefined || found.some(likeOne);
    case "StringNotLike":
      return found === undefined || !found.some(likeOne);
    case "ForAllValues:StringLike":
      return found === undefined || found.every(likeOne);
    case "Null":
      return wanted.includes(String(found === undefined));
    default:
      throw new Error(`${operator} is not known here: add it to test/infra/policies.ts`);
  }
}

function valuesOf({ context = {} }: Request, key: string): readonly string[] | undefined {
  const value = context[key];
  return typeof value === "string" ? [value] : value;
}

/** A star stands for any characters, also none, slashes and colons among them. */
function isLike(text: string, pattern: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  if (others.length === 0) return text === pattern;
  if (!text.startsWith(first)) return false;
  let place = first.length;
  for (const part of others.slice(0, -1)) {
    const found = text.indexOf(part, place);
    if (found < 0) return false;
    place = found + part.length;
  }
  const last = others.at(-1) ?? "";
  return text.length - last.length >= place && text.endsWith(last);
}

function wordsOf(value: Plain | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
