/** Chance for laws: few values, so that equal ones meet, and stamps that are often the same instant in two regions. */
import { assert, below, type Random, region } from "@tandem/kernel";
import { formatStamp, type Stamp } from "../stamp.ts";

const REGIONS = [region("us-east-1"), region("us-west-2"), region("eu-south-1")];
const NOON_MS = Date.UTC(2026, 10, 21, 12);
const INSTANTS = 4;
const COUNTERS = 2;

export function drawOne<T>(random: Random, values: readonly T[]): T {
  assert(values.length > 0, "one is drawn of at least one value");
  return values[below(random, values.length)] as T;
}

/** Each with even chances, in their order. */
export function drawSome<T>(random: Random, values: readonly T[]): readonly T[] {
  return values.filter(() => below(random, 2) === 0);
}

/** `most` at most, none among them. */
export function drawMany<T>(random: Random, most: number, draw: (random: Random) => T): readonly T[] {
  return Array.from({ length: below(random, most + 1) }, () => draw(random));
}

export function drawStamp(random: Random): Stamp {
  const ms = NOON_MS + below(random, INSTANTS);
  return formatStamp({ ms, counter: below(random, COUNTERS), region: drawOne(random, REGIONS) });
}

export function shuffled<T>(random: Random, values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, rank: random.uint32() }))
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ value }) => value);
}
