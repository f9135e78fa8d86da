/**
 * Many streams of randomness from one seed. Each part of a world draws from a stream of its own, named for it, so that a part
 * which draws once more, or is taken out while a failure is made smaller, changes no draw of the others.
 */
import { assert } from "@tandem/kernel";

/** Seeds are what a person types and a file keeps: 32 bits, which is also all that the generator takes. */
export const SEED_MAX = 2 ** 32 - 1;

/** The seed itself, once it is known to be one. */
export function checkedSeed(seed: number): number {
  const isSeed = Number.isSafeInteger(seed) && seed >= 0 && seed <= SEED_MAX;
  assert(isSeed, `a seed is a whole number from 0 to ${SEED_MAX}, not ${seed}`);
  return seed;
}

/** The seed of the stream called `name`: the same for ever, and unlike that of any other name or seed. */
export function forkedSeed(seed: number, name: string): number {
  let hash = mixed(seed ^ 0x9e3779b9);
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return mixed(hash);
}

/** The last step of MurmurHash3: every bit of the input turns half of the bits of the output. */
export function mixed(bits: number): number {
  let hash = bits | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
