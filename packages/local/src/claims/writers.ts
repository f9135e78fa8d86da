/**
 * Who is writing which item at this moment. Two regions that write one item at once are not queued by AWS: the second is told so and tries
 * again, and that it does is worth rehearsing.
 */
import type { Region } from "@tandem/kernel";
import { apiError } from "../dynamodb/wire/wire-error.ts";

export interface Writers {
  /** Runs `write` while no other region writes any of these items; else throws what AWS answers. */
  run<T>(region: Region, items: readonly string[], write: () => Promise<T>): Promise<T>;
}

export function createWriters(): Writers {
  /** By item: the region that writes it, and how many of its writes are under way. */
  const writing = new Map<string, { readonly region: Region; count: number }>();
  return {
    async run(region, items, write) {
      const other = items.map((item) => writing.get(item)).find((each) => each !== undefined && each.region !== region);
      if (other !== undefined) throw conflict();
      for (const item of items) {
        const own = writing.get(item) ?? { region, count: 0 };
        own.count += 1;
        writing.set(item, own);
      }
      try {
        return await write();
      } finally {
        for (const item of items) {
          const own = writing.get(item);
          if (own !== undefined && --own.count === 0) writing.delete(item);
        }
      }
    },
  };
}

function conflict() {
  const message = "One or more items in this request are being modified by a request in another Region.";
  return apiError("ReplicatedWriteConflictException", message);
}
