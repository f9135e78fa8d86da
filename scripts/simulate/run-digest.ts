/**
 * One digest of a whole run: two machines that played the same seeds compare one line. Histories end in any order and are hashed in the order
 * they were begun; only those that wait for an earlier one are kept, so that a run of millions needs no more memory than one of ten.
 */
import { createHash } from "node:crypto";

export interface RunDigest {
  /** How the history ended that was begun as the `place`th, from 1 on; nothing, if it has no digest. */
  add(place: number, ended: { readonly seed: number; readonly digest: string } | undefined): void;
  digest(): string;
}

export function createRunDigest(): RunDigest {
  const hash = createHash("sha256");
  const waiting = new Map<number, string>();
  let next = 1;

  return {
    add(place, ended) {
      waiting.set(place, ended === undefined ? "" : `${ended.seed} ${ended.digest}\n`);
      for (let line = waiting.get(next); line !== undefined; line = waiting.get(next)) {
        hash.update(line);
        waiting.delete(next);
        next += 1;
      }
    },
    digest() {
      const whole = hash.copy();
      for (const [, line] of [...waiting].toSorted(([left], [right]) => left - right)) whole.update(line);
      return whole.digest("hex");
    },
  };
}
