/**
 * Replicas that hold the same items could still be read in two ways. So what people are shown when all is at rest is compared, too: of two
 * edits that bear one time, every region chooses the same.
 */
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { lastLists, lastProducts } from "../last-looks.ts";

export const regionsShowTheSame: Invariant = {
  name: "regions show the same",
  promise: "When all is healed, whoever asks is shown the same orders and products, whichever region he asks.",
  breaches: (evidence) => {
    const bySubject = Map.groupBy(views(evidence), ({ about }) => about);
    return [...bySubject].flatMap(([about, [first, ...others]]): readonly Breach[] =>
      others.flatMap((other) => {
        if (first === undefined || first.shows === other.shows) return [];
        return [
          { says: `${first.region} shows ${about} as ${first.shows}, and ${other.region} as ${other.shows}`, about },
        ];
      }),
    );
  },
};

interface View {
  readonly about: string;
  readonly region: string;
  readonly shows: string;
}

/** What is not shown at all is judged elsewhere: a product, a list, an order that is missing. */
function views(evidence: Evidence): readonly View[] {
  const products = lastProducts(evidence).flatMap(({ region, sku, product }): readonly View[] =>
    product === undefined ? [] : [{ about: sku, region, shows: JSON.stringify([product.name, product.price]) }],
  );
  const orders = lastLists(evidence).flatMap((list) =>
    (list.orders ?? []).map((order): View => {
      const { status, total, lines } = order;
      return { about: order.id, region: list.region, shows: JSON.stringify([status, total, lines]) };
    }),
  );
  return [...products, ...orders];
}
