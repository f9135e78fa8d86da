/** A piece that is neither sold nor for sale lies on a shelf for ever, and nobody will ever say so. */
import type { Invariant } from "../invariant.ts";
import { pieces } from "../pieces.ts";

export const noPieceEvaporates: Invariant = {
  name: "no piece evaporates",
  promise: "Every piece that was put into stock is sold or for sale in the end.",
  breaches: (evidence) =>
    pieces(evidence).flatMap(({ sku, sold, left, acknowledged }) =>
      left
        .filter((count) => count + sold < acknowledged)
        .map((count) => ({ says: `of ${acknowledged} ${sku}, ${sold} are sold and ${count} are left`, about: sku })),
    ),
};
