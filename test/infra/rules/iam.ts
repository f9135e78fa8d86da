/**
 * What may be done by whom. A role of a region may touch this region's things by name, so that a mistake, or a stolen function, ends at the
 * region's border; and every role wears the boundary that the delivery roles must give it.
 */
import { ANY_RESOURCE } from "@tandem/infra/any-resource";
import { PRODUCT } from "@tandem/infra/stage";
import type { Stack } from "../deployment.ts";
import type { GraphResource, Plain } from "../graph/graph.ts";
import { at, eachStack, listAt, type Rule } from "./rule.ts";

/** One statement of one policy of a role or of a policy by itself. */
export interface Statement {
  readonly of: GraphResource;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly body: Plain;
}

/** Statements whose resource has to be `*`, with the reason; by action. */
export interface UnnamedResource {
  readonly action: RegExp;
  readonly why: string;
}

export function statementsOf({ graph }: Stack): readonly Statement[] {
  return graph.resources.flatMap((resource) => {
    const documents = [
      ...(resource.type === "aws:iam/role:Role"
        ? listAt(resource.inputs, "inlinePolicies").map((inline) => at(inline, "policy"))
        : []),
      ...(/^aws:iam\/(?:policy:Policy|rolePolicy:RolePolicy)$/.test(resource.type)
        ? [at(resource.inputs, "policy")]
        : []),
    ];
    return documents.flatMap((document) => statementsIn(resource, document));
  });
}

function statementsIn(of: GraphResource, document: Plain | undefined): readonly Statement[] {
  const parsed: Plain = typeof document === "string" ? JSON.parse(document) : (document ?? null);
  return statementsOfDocument(parsed).map((body) => ({
    of,
    effect: String(at(body, "Effect")),
    actions: wordsOf(at(body, "Action") ?? at(body, "NotAction")),
    resources: wordsOf(at(body, "Resource") ?? at(body, "NotResource")),
    body,
  }));
}

/** IAM takes a list of them, and one by itself. */
function statementsOfDocument(document: Plain): readonly Plain[] {
  const statements = at(document, "Statement");
  return Array.isArray(statements) ? statements : statements === undefined ? [] : [statements];
}

function wordsOf(value: Plain | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

const isRegional = ({ kind }: Stack) => kind === "region";

export const noWildcards: Rule = eachStack("nobody may do whatever they like, or to whatever they like", (stack) => {
  return statementsOf(stack).flatMap(({ of, actions, resources, body }) => [
    ...actions.filter((action) => action.includes("*")).map((action) => `${of.name} may ${action}`),
    ...resources
      .filter((resource) => resource === "*" || (isRegional(stack) && /[*?]/.test(withoutLogStreams(resource))))
      .filter((resource) => isRegional(stack) || !actions.every((action) => action in ANY_RESOURCE) || resource !== "*")
      .map((resource) => `${of.name} may ${actions.join(", ")} on ${resource}`),
    ...(at(body, "NotAction") !== undefined || at(body, "NotResource") !== undefined
      ? [`${of.name} may all but something: say what it may`]
      : []),
  ]);
});

/** The streams of one log group have names that Lambda makes up. */
function withoutLogStreams(resource: string): string {
  return /^arn:aws:logs:[^*]+:log-group:[^*:]+:\*$/.test(resource) ? resource.slice(0, -1) : resource;
}

/** What a function may do in another region: nothing but read a peer's replica, if that. */
const READS = /^dynamodb:(?:BatchGetItem|DescribeTable|GetItem|Query)$/;

export const atHome: Rule = eachStack(
  "no role has rights in another region but reading the peer's replica",
  (stack, { environment }) => {
    if (!isRegional(stack)) return [];
    const others = environment.settings.regions.filter((region) => region !== stack.region);
    return statementsOf(stack).flatMap(({ of, actions, resources }) =>
      resources
        .filter((resource) => regionOf(resource) !== stack.region)
        .filter((resource) => !(actions.every((action) => READS.test(action)) && others.includes(regionOf(resource))))
        .map((resource) => `${of.name} may ${actions.join(", ")} on ${resource}`),
    );
  },
);

function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}

export const bounded: Rule = eachStack(
  "every role wears the environment's boundary and only policies of its stack",
  (stack, { environment }) => [
    ...attachedFromElsewhere(stack),
    ...stack.graph.resources
      .filter(({ type, existing }) => type === "aws:iam/role:Role" && !existing)
      .flatMap(({ name, inputs }) => {
        const boundary = String(at(inputs, "permissionsBoundary") ?? "none");
        const managed = listAt(inputs, "managedPolicyArns").map(String);
        return [
          ...(isRegional(stack) && !boundary.endsWith(`:policy/${PRODUCT}-${boundedAs(environment.name)}-boundary`)
            ? [`${name} wears the boundary ${boundary}`]
            : []),
          ...managed.map((arn) => `${name} has ${arn}, which is not this stack's`),
        ];
      }),
  ],
);

/** A policy that another stack or AWS may change is not known here. */
function attachedFromElsewhere({ graph }: Stack): readonly string[] {
  const own = graph.resources
    .filter(({ type }) => type === "aws:iam/policy:Policy")
    .map(({ state }) => at(state, "arn"));
  return graph.resources
    .filter(({ type }) => /^aws:iam\/\w*[aA]ttachment/.test(type))
    .filter(({ inputs }) => !own.includes(at(inputs, "policyArn")))
    .map(({ inputs }) => `${at(inputs, "role")} has ${at(inputs, "policyArn")}, which is not this stack's`);
}

/** The role that deploys previews must not make what bounds them, so they share one that is there before. */
function boundedAs(environment: string): string {
  return environment.startsWith("pr-") ? "previews" : environment;
}

/** Who may take on a role of a region. */
const SERVICES = ["lambda.amazonaws.com", "scheduler.amazonaws.com"];

export const trusted: Rule = eachStack("a role is taken on by the service it is for and by nobody else", (stack) => {
  const services = isRegional(stack) ? SERVICES : ["backup.amazonaws.com"];
  return stack.graph.resources
    .filter(({ type, existing }) => type === "aws:iam/role:Role" && !existing)
    .flatMap(({ name, inputs }) => {
      const document = at(inputs, "assumeRolePolicy");
      const parsed: Plain = typeof document === "string" ? JSON.parse(document) : (document ?? null);
      const statements = statementsOfDocument(parsed);
      if (statements.length === 0) return [`${name} does not say who takes it on`];
      return statements.flatMap((statement) => {
        const principal = at(statement, "Principal");
        const isService =
          services.includes(String(at(principal, "Service"))) && Object.keys(principal ?? {}).length === 1;
        // Workflows, of which `delivery.test.ts` says whose.
        const isWorkflow = !isRegional(stack) && at(statement, "Action") === "sts:AssumeRoleWithWebIdentity";
        return isService || isWorkflow ? [] : [`${name} is taken on by ${JSON.stringify(principal)}`];
      });
    });
});

export const IAM_RULES: readonly Rule[] = [noWildcards, atHome, bounded, trusted];
