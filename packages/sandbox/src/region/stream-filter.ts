/**
 * Which records of a stream wake the function: EventBridge patterns as the event source mapping has them, of the kind that names exact
 * values of an item's own words. Anything else in a pattern is refused, lest a simulation lets through what AWS would not.
 */
import { assert } from "@tandem/kernel";
import type { StreamRecord } from "./stream-log.ts";

/** A list holds the values that fit; any of them will do. */
type Pattern = readonly unknown[] | { readonly [member: string]: Pattern };

/** Any of the patterns lets a record through. */
export function createStreamFilter(patterns: readonly object[]): (record: StreamRecord) => boolean {
  const checked = patterns.map(checkedPattern);
  return (record) => {
    const event = eventOf(record);
    return checked.some((pattern) => fits(pattern, event));
  };
}

function checkedPattern(pattern: unknown): Pattern {
  if (Array.isArray(pattern)) {
    const isExact = pattern.every((value) => typeof value === "string");
    assert(isExact, `a simulated stream's filter knows exact text only, not ${JSON.stringify(pattern)}`);
    return pattern;
  }
  assert(typeof pattern === "object" && pattern !== null, `no pattern: ${JSON.stringify(pattern)}`);
  return Object.fromEntries(Object.entries(pattern).map(([name, part]) => [name, checkedPattern(part)]));
}

/** The part of a stream's event that a filter may look at, in DynamoDB's own form. */
function eventOf({ eventName, change: { after } }: StreamRecord): unknown {
  if (after === undefined) return { eventName, dynamodb: {} };
  const wake = "wake" in after && after.wake !== undefined ? { wake: { S: after.wake } } : {};
  return { eventName, dynamodb: { NewImage: { region: { S: after.region }, ...wake } } };
}

function fits(pattern: Pattern, value: unknown): boolean {
  if (isList(pattern)) return pattern.includes(value);
  if (typeof value !== "object" || value === null) return false;
  const members = new Map(Object.entries(value));
  return Object.entries(pattern).every(([name, part]) => fits(part, members.get(name)));
}

function isList(pattern: Pattern): pattern is readonly unknown[] {
  return Array.isArray(pattern);
}
