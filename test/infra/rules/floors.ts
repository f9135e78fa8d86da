/**
 * What the manifest and the flows say cannot be just anything. The other rules hold the stacks to those pages; a slip on a page itself is the
 * same in both, so that what would take a region down or lose its work is said here in numbers of its own.
 */
import { resourcesOf, type Stack } from "../deployment.ts";
import { isClaims } from "./claims.ts";
import { at, eachStack, leavesOf, listAt, type Rule } from "./rule.ts";

/** Requests a second that anything that is offered at all carries, and at once. */
const RATE_MIN = 10;
/** What a shop that is worth two regions sells in its best minutes: `docs/deploy.md` reckons with a hundred. */
const ORDERS_RATE_MIN = 100;
/** Some fifty checkers, of this region's and its peers' checks, ask every ten seconds and not in step; who is refused sees a dead region. */
const READINESS_RATE_MIN = 50;
/** A tick that is not over when the next one is due keeps it from running. */
const MINUTE_S = 60;
/** Of the thousand that an account begins with, and 100 of which cannot be reserved: what is kept for some is taken from the api. */
const RESERVED_MAX = 100;

export const carrying: Rule = eachStack("every route carries what it must at the least", (stack) =>
  resourcesOf(stack, "aws:apigatewayv2/stage:Stage").flatMap(({ name, inputs }) => {
    const byDefault = at(inputs, "defaultRouteSettings");
    const leastByDefault = name === "ReadinessStage" ? READINESS_RATE_MIN : RATE_MIN;
    const all = [
      { route: `${name}'s other routes`, least: leastByDefault, settings: byDefault },
      ...listAt(inputs, "routeSettings").map((settings) => {
        const route = String(at(settings, "routeKey"));
        return { route, least: route === "POST /orders" ? ORDERS_RATE_MIN : RATE_MIN, settings };
      }),
    ];
    return all
      .filter(({ least, settings }) =>
        ["throttlingRateLimit", "throttlingBurstLimit"].some((key) => !(Number(at(settings, key)) >= least)),
      )
      .map(({ route, least }) => `${route} carry less than ${least} requests a second`);
  }),
);

export const bearing: Rule = eachStack("functions leave room for each other and for their next run", (stack) => {
  const functions = resourcesOf(stack, "aws:lambda/function:Function").map(({ inputs }) => inputs);
  const reserved = functions.reduce((sum, each) => sum + Number(at(each, "reservedConcurrentExecutions") ?? 0), 0);
  const tick = functions.find((each) => String(at(each, "name")).endsWith("-tick"));
  return [
    ...(reserved <= RESERVED_MAX ? [] : [`${reserved} of the account's concurrency are reserved`]),
    ...(tick === undefined || Number(at(tick, "timeout")) < MINUTE_S
      ? []
      : ["a tick may be running when the next is due"]),
  ];
});

/** As the stored items have them: other names would be another table's. */
const KEYS = { hashKey: "pk", rangeKey: "sk", "ttl.attributeName": "ttl", streamViewType: "NEW_AND_OLD_IMAGES" };

/** As the claims are written, in words of their own. */
const CLAIMS_KEYS = { hashKey: "name", "globalSecondaryIndexes.0.name": "owner" };

export const rightly: Rule = eachStack(
  "the table's keys are those of its items, and what must wake somebody does",
  (stack, { environment }) => [
    ...resourcesOf(stack, "aws:dynamodb/table:Table").flatMap((table) =>
      Object.entries(isClaims(table, environment) ? CLAIMS_KEYS : KEYS)
        .filter(([path, value]) => at(table.inputs, ...path.split(".")) !== value)
        .map(([path, value]) => `the table has ${path} ${at(table.inputs, ...path.split("."))}, not ${value}`),
    ),
    ...unwoken(stack),
  ],
);

/** The own outbox, and the facts of an order whichever region wrote them: a region that does not hear of its peer's facts owes nothing. */
function unwoken(stack: Stack): readonly string[] {
  const streams = resourcesOf(stack, "aws:lambda/eventSourceMapping:EventSourceMapping").filter(({ inputs }) =>
    String(at(inputs, "eventSourceArn")).includes(":dynamodb:"),
  );
  return streams.flatMap(({ name, inputs }) => {
    const patterns = leavesOf(at(inputs, "filterCriteria")).map(({ value }) => value);
    const isHeard = (wake: string, isOwnOnly: boolean) =>
      patterns.some(
        (pattern) => pattern.includes(`"wake":{"S":["${wake}"]}`) && pattern.includes('"region"') === isOwnOnly,
      );
    return [
      ...(isHeard("outbox", true) ? [] : [`${name} does not wake anybody for this region's outbox`]),
      ...(isHeard("changed", false) ? [] : [`${name} does not wake anybody for the facts of every region`]),
    ];
  });
}
