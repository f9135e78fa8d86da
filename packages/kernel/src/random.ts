/**
 * Randomness is an argument. Production passes the machine's own; tests and the simulation pass a seeded one, so that a
 * history can be played again.
 */
export interface Random {
  /** A whole number from 0 to 2^32 - 1, each as likely as the other. */
  uint32(): number;
}

const UINT32_RANGE = 2 ** 32;

/** A number from 0 (included) to 1 (excluded). */
export function fraction(random: Random): number {
  return random.uint32() / UINT32_RANGE;
}

/** A whole number from 0 to `count - 1`. */
export function below(random: Random, count: number): number {
  return Math.floor(fraction(random) * count);
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast and good enough for everything but secrets. */
export function createSeededRandom(seed: number): Random {
  let a = 0x9e3779b9 | 0;
  let b = 0x243f6a88 | 0;
  let c = seed | 0;
  let counter = 1;
  const random: Random = {
    uint32() {
      const sum = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (c << 21) | (c >>> 11);
      c = (c + sum) | 0;
      return sum >>> 0;
    },
  };
  for (let warmUp = 0; warmUp < 15; warmUp += 1) random.uint32();
  return random;
}
