/**
 * What DNS answers, given what the checkers saw: Route 53's rules about new, inverted and calculated checks and about nobody being healthy,
 * applied to a routing plan. The local router and the simulation ask here, and a test asks for every state there is.
 */
import { assert, must, type Region } from "@tandem/kernel";
import { SEARCHED_BYTES_MAX } from "./routing-bounds.ts";
import type { CalculatedCheck, EndpointCheck, RoutingPlan } from "./routing-plan.ts";

/**
 * What the checkers together hold of an endpoint: its string was found, or it was not (no answer, another status, other words), or the check
 * has no data yet. That more than 18 % of the checkers have to agree, and several times in a row, is behind this.
 */
export type Seen = "found" | "not-found" | "no-data";

export interface RoutingVerdict {
  /** The regions whose calculated check is healthy. */
  readonly healthy: readonly Region[];
  /** The regions that DNS may answer with, each client the nearest: the healthy ones, or all of them if none is. */
  readonly answers: readonly Region[];
  readonly checks: readonly CheckVerdict[];
}

export interface CheckVerdict {
  readonly id: string;
  readonly healthy: boolean;
  readonly why: string;
}

/** The verdict on what was seen, by the id of each endpoint check; of a check that is not named there is no data yet. */
export function routingVerdict(plan: RoutingPlan, seen: ReadonlyMap<string, Seen>): RoutingVerdict {
  const checks: CheckVerdict[] = [];
  const healthy: Region[] = [];
  for (const { region, ready, evacuated, serves } of plan.regions) {
    const endpoints = [ready, ...evacuated].map((check) => endpointVerdict(check, seen.get(check.id) ?? "no-data"));
    const whole = calculatedVerdict(serves, endpoints);
    checks.push(...endpoints, whole);
    if (whole.healthy) healthy.push(region);
  }
  const answers = healthy.length > 0 ? healthy : plan.regions.map(({ region }) => region);
  return { healthy, answers, checks };
}

/** Whether an answer is one that the check looks for. A redirect counts if its body has the string, which ours have not. */
export function isFound(check: EndpointCheck, answer: { readonly status: number; readonly body: string }): boolean {
  if (answer.status < 200 || answer.status >= 400) return false;
  return Buffer.from(answer.body).subarray(0, SEARCHED_BYTES_MAX).includes(check.searchString);
}

function endpointVerdict({ id, inverted, searchString }: EndpointCheck, seen: Seen): CheckVerdict {
  switch (seen) {
    case "no-data":
      return { id, healthy: !inverted, why: "there is no data yet" };
    case "found":
      return { id, healthy: !inverted, why: `"${searchString}" was found` };
    case "not-found":
      return { id, healthy: inverted, why: `"${searchString}" was not found` };
  }
}

function calculatedVerdict(check: CalculatedCheck, endpoints: readonly CheckVerdict[]): CheckVerdict {
  assert(check.threshold > 0, "a calculated check with a threshold of 0 is always healthy");
  const children = check.children.map((id) =>
    must(
      endpoints.find((endpoint) => endpoint.id === id),
      `${check.id} counts ${id}, which is no check of its region`,
    ),
  );
  const unhealthy = children.filter(({ healthy }) => !healthy);
  const healthy = children.length - unhealthy.length >= check.threshold;
  const why =
    unhealthy.length === 0 ? "all it counts are healthy" : unhealthy.map((child) => `${child.id}: ${child.why}`);
  return { id: check.id, healthy, why: String(why) };
}
