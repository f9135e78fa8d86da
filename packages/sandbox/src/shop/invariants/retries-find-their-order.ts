/**
 * Whoever says that an earlier answer was lost is not told no while the order already stands where that try was sent: he would go and buy
 * elsewhere, and pay twice. Only what stood before the retry was asked is judged; a try that is done later was still on its way.
 */
import type { Region } from "@tandem/kernel";
import type { Evidence } from "../evidence.ts";
import type { Invariant } from "../invariant.ts";
import { type KeyUse, keyUses, wish } from "../keys.ts";
import { isRefused, type TryOf } from "../try.ts";

export const retriesFindTheirOrder: Invariant = {
  name: "retries find their order",
  promise: "A retry that says where its answer was lost is not refused an order that stands there.",
  breaches(evidence) {
    const placings = placingsIn(evidence);
    return keyUses(evidence)
      .filter(isOneWish)
      .flatMap(({ orderId, tries }) =>
        tries.filter(isRefused).flatMap((tried) => {
          const place = placings.find((each) => each.orderId === orderId && wasToBeSeen(each, tried));
          if (place === undefined) return [];
          return [
            {
              says: `${place.region} had placed ${orderId}, and ${tried.region} refused it to a retry`,
              about: orderId,
            },
          ];
        }),
      );
  },
};

interface Placing {
  readonly orderId: string;
  readonly region: Region;
  /** Its place among all events. */
  readonly index: number;
}

function placingsIn({ history }: Evidence): readonly Placing[] {
  return history.events.flatMap((event, index): readonly Placing[] => {
    if (event.kind !== "changed" || event.by !== "commit" || event.after?.sort.startsWith("PLACED#") !== true)
      return [];
    return [{ orderId: event.after.partition.slice("ORDER#".length), region: event.region, index }];
  });
}

function wasToBeSeen({ region, index }: Placing, { lostAt, askedAt, region: asked }: TryOf<"place-order">): boolean {
  if (lostAt === undefined || index > askedAt) return false;
  return lostAt === region || lostAt === "unknown" || lostAt === asked;
}

/** A key that was used for something else is refused for that. */
function isOneWish({ tries }: KeyUse): boolean {
  return new Set(tries.map(({ operation }) => wish(operation.lines))).size === 1;
}
