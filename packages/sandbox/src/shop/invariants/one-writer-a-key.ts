/** The first law: what two replicas write, the table settles by a hidden time and tells nobody. */
import type { Region } from "@tandem/kernel";
import type { Invariant } from "../invariant.ts";

export const oneWriterAKey: Invariant = {
  name: "one writer a key",
  promise: "No key is written through two replicas.",
  breaches({ changes }) {
    const writers = new Map<string, Set<Region>>();
    for (const { by, region, before, after } of changes) {
      const item = after ?? before;
      if (by !== "commit" || item === undefined) continue;
      const key = `${item.partition} ${item.sort}`;
      const known = writers.get(key);
      if (known === undefined) writers.set(key, new Set([region]));
      else known.add(region);
    }
    return [...writers]
      .filter(([, regions]) => regions.size > 1)
      .map(([key, regions]) => ({
        says: `${key} was written through ${[...regions].join(" and ")}`,
        about: undefined,
      }));
  },
};
