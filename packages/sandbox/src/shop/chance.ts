/** Small decisions by a seeded source. */
import { assert, below, fraction, must, type Random } from "@tandem/kernel";

/** One of `values`, each as likely as the other. */
export function oneOf<T>(random: Random, values: readonly T[]): T {
  assert(values.length > 0, "there is something to choose from");
  return must(values[below(random, values.length)], "a choice stays within its list");
}

export function isLikely(random: Random, rate: number): boolean {
  return fraction(random) < rate;
}

/** A whole number from `least` to `most`, both included. */
export function between(random: Random, [least, most]: readonly [least: number, most: number]): number {
  return least + below(random, most - least + 1);
}

/** One of the entries, each as likely as its weight says. */
export function weighted<T>(random: Random, entries: readonly (readonly [value: T, weight: number])[]): T {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = fraction(random) * total;
  for (const [value, weight] of entries) {
    rest -= weight;
    if (rest < 0) return value;
  }
  const [last] = must(entries.at(-1), "there is something to choose from");
  return last;
}
