/**
 * Which records of a stream wake the function: EventBridge patterns as the event source mapping has them, of the kind that names exact
 * values of an item's own words. Anything else in a pattern is refused, lest a simulation lets through what AWS would not.
 */
import { assert } from "@tandem/kernel";
import { remembered } from "../machine/remembered.ts";
import type { StreamRecord } from "./stream-log.ts";

/** A list holds the values that fit; any of them will do. */
type Pattern = readonly unknown[] | { readonly [member: string]: Pattern };

/** Any of the patterns lets a record through. */
export function createStreamFilter(patterns: readonly object[]): (record: StreamRecord) => boolean {
  const checked = patterns.map(checkedPattern);
  // Few different events come up, and each is looked at for thousands of records.
  const known = new Map<string | undefined, Map<string | undefined, Map<string, boolean>>>();
  return (record) => {
    const words = wordsOf(record);
    const events = remembered(
      remembered(known, words.wake, () => new Map()),
      words.region,
      () => new Map<string, boolean>(),
    );
    return remembered(events, words.eventName, () => {
      const event = eventOf(words);
      return checked.some((pattern) => fits(pattern, event));
    });
  };
}

/** All that a filter here can look at; undefined is what the image does not have. */
interface EventWords {
  readonly eventName: StreamRecord["eventName"];
  readonly region: string | undefined;
  readonly wake: string | undefined;
}

function wordsOf({ eventName, change: { after } }: StreamRecord): EventWords {
  const wake = after === undefined || after.kind === "counter" ? undefined : after.wake;
  return { eventName, region: after?.region, wake };
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

/** In DynamoDB's own form. */
function eventOf({ eventName, region, wake }: EventWords): unknown {
  if (region === undefined) return { eventName, dynamodb: {} };
  return {
    eventName,
    dynamodb: { NewImage: { region: { S: region }, ...(wake === undefined ? {} : { wake: { S: wake } }) } },
  };
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
