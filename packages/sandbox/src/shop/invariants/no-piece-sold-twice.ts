/** Seen from outside, by the orders that stand and by what operators put in; the shop's own counters are not asked. */
import type { Invariant } from "../invariant.ts";
import { pieces } from "../pieces.ts";

export const noPieceSoldTwice: Invariant = {
  name: "no piece is sold twice",
  promise: "Customers hold no more pieces of a product than were ever put into stock.",
  breaches: (evidence) =>
    pieces(evidence)
      .filter(({ sold, asked }) => sold > asked)
      .map(({ sku, sold, asked }) => ({ says: `${sold} of ${sku} are sold, and ${asked} were put in`, about: sku })),
};
