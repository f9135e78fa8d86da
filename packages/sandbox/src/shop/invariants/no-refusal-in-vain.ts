/**
 * A region that refuses although it holds enough loses a sale and says nothing of it. It counts its shards while others buy and bring back, so
 * what it counted need not be true when it is heard; but it was true once, between asking and hearing, of all shards at one moment. Gifts that
 * had arrived are taken before anybody is refused, so that they count by then. The witness is what the region committed.
 */
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { sharesOverTime } from "../shares-over-time.ts";
import { shortLines } from "../short-lines.ts";
import { isOf } from "../try.ts";

export const noRefusalInVain: Invariant = {
  name: "no refusal in vain",
  promise: "Whoever is refused for want of stock is told what his region's shards held at one moment while he waited.",
  breaches({ history, tries }: Evidence): readonly Breach[] {
    const refused = tries.filter(isOf("place-order")).flatMap((tried) => {
      return shortLines(tried).map(({ sku, available }) => ({ ...tried, sku, told: available }));
    });
    if (refused.length === 0) return [];
    const shares = sharesOverTime(history);
    return refused.flatMap(({ operationId, region, sku, told, askedAt, answeredAt }) => {
      const held = shares.heldBetween({ region, sku }, askedAt, answeredAt);
      if (held.has(told)) return [];
      const truth = [...held].join(", then ");
      return [
        { says: `${operationId} was refused by ${region} with ${told} ${sku}, and it held ${truth}`, about: sku },
      ];
    });
  },
};
