/** A piece that is for sale and was never put in will be sold, and cannot be delivered. */
import type { Invariant } from "../invariant.ts";
import { pieces } from "../pieces.ts";

export const noPieceConjured: Invariant = {
  name: "no piece is conjured",
  promise: "No more pieces are for sale in the end than were put in and are not sold.",
  breaches: (evidence) =>
    pieces(evidence).flatMap(({ sku, sold, left, asked }) =>
      left
        .filter((count) => count > Math.max(0, asked - sold))
        .map((count) => ({ says: `of ${asked} ${sku}, ${sold} are sold and ${count} are left`, about: sku })),
    ),
};
