/** Two regions that can be asked to keep copies of each other's orders, over a road that can be cut. */
import { Fault } from "@tandem/kernel";
import type { CopyKeeper } from "../orders/copy-keeper.ts";
import { createShop, type Shop } from "../shop.ts";
import type { OneOfTwo, TwoRegions } from "./two-regions.ts";

export interface WithKeepers {
  readonly east: Shop;
  readonly west: Shop;
  /** How often one was asked. */
  readonly asked: () => number;
  isCut: boolean;
}

export function withKeepers({ east, west }: TwoRegions): WithKeepers {
  let asked = 0;
  const joined: WithKeepers = {
    east: shopBeside(east, west),
    west: shopBeside(west, east),
    asked: () => asked,
    isCut: false,
  };

  function shopBeside(own: OneOfTwo, other: OneOfTwo): Shop {
    const { region } = other.context.table;
    const keeper: CopyKeeper = {
      region,
      async keep(copy) {
        asked += 1;
        const kept = joined.isCut ? undefined : await other.shop.keepCopy(copy);
        if (kept?.ok === true) return;
        throw new Fault({ code: "unavailable", message: "no copy is kept", retryable: true, mayBeDone: true });
      },
    };
    return createShop({ ...own.context, keepers: new Map([[region, keeper]]) });
  }

  return joined;
}
