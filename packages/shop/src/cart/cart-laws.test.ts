/** What a cart makes of whatever has arrived, and what two regions see of one cart together. */
import { below, type Random, region } from "@tandem/kernel";
import { factItem, type Item, joinAddWinsSets, livingAdds } from "@tandem/replication";
import { drawOne, drawSome, drawStamp, foldLaws, mergeLaws } from "@tandem/replication/laws";
import { describe } from "vitest";
import { erasedFact } from "../profile/erased.ts";
import { addFact, boughtFact, cartPartition, readCartItems, removalFact } from "./cart-items.ts";

const REGIONS = [region("us-east-1"), region("us-west-2")];
const IDS = ["add_a", "add_b"];
const ADA = "ada";

/** Under one key one thing is written: a region does not say two things of one add. */
function drawItems(random: Random): readonly Item[] {
  const all = REGIONS.flatMap((writer) => {
    const stamp = drawStamp(random);
    const at = { customer: ADA, record: cartPartition(ADA), stamp, region: writer };
    const adds = drawSome(random, IDS);
    return [
      ...IDS.map((id) => {
        const quantity = drawOne(random, [1, 2]);
        return addFact({ sku: "TEA", quantity, price: 300, fingerprint: `print ${quantity}` }, { ...at, id });
      }),
      removalFact({ id: "rem_a", adds }, at),
      boughtFact({ orderId: "ord_a", adds: drawSome(random, IDS) }, at),
      ...(below(random, 4) === 0 ? [erasedFact({ partition: cartPartition(ADA), stamp, region: writer })] : []),
    ].map((write) => factItem(write, { id: "cmt_00000001", stamp }));
  });
  return drawSome(random, all);
}

describe("a cart", () => {
  foldLaws({ items: drawItems, fold: (items) => livingAdds(readCartItems(items).set) });
});

describe("what two regions know of a cart", () => {
  mergeLaws({
    states: (random) => readCartItems(drawItems(random)).set,
    join: joinAddWinsSets,
  });
});
