/** One digest of a whole run: two machines that played the same seeds compare one line. */
import { createHash } from "node:crypto";

export function runDigest(digests: ReadonlyMap<number, string>): string {
  const hash = createHash("sha256");
  for (const [seed, digest] of [...digests].toSorted(([left], [right]) => left - right))
    hash.update(`${seed} ${digest}\n`);
  return hash.digest("hex");
}
