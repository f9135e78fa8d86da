/** What the catalog makes of the fragments of all regions, whatever of them has arrived and in whatever order. */
import { below, type Random, type Region, region } from "@tandem/kernel";
import { type FragmentItem, type FragmentWrite, formatStamp, type Registers } from "@tandem/replication";
import { drawOne, drawSome, drawStamp, foldLaws } from "@tandem/replication/laws";
import { describe } from "vitest";
import { listingKey, mergeListings, writeListing } from "./listing.ts";
import { detailsOf, foldProduct, ProductEdits, type ProductFields, productKey } from "./product.ts";

const REGIONS = [region("us-east-1"), region("us-west-2"), region("eu-south-1")];
const SKU = "LAMP";

function drawFields(random: Random): Registers<ProductFields> {
  const name = { value: drawOne(random, ["Lamp", "Desk lamp"]), stamp: drawStamp(random), over: null };
  const price = { value: drawOne(random, [100, 200]), stamp: drawStamp(random), over: null };
  return { ...(below(random, 3) === 0 ? {} : { name }), ...(below(random, 3) === 0 ? {} : { price }) };
}

/** The item that a write leaves behind. */
function written({ key, v, data }: FragmentWrite, writer: Region): FragmentItem {
  const stamp = formatStamp({ ms: 0, counter: 0, region: writer });
  const { partition, sort } = key;
  return { kind: "fragment", partition, sort, region: writer, stamp, commitId: "cmt_00000001", v, data };
}

describe("the fields of a product", () => {
  foldLaws({
    items: (random) =>
      drawSome(random, REGIONS).map((writer) => {
        const key = productKey(SKU, writer);
        return written(ProductEdits.write({ key, over: undefined, data: drawFields(random) }), writer);
      }),
    fold: (items) => detailsOf(SKU, foldProduct(items)),
  });
});

describe("the listing of a product", () => {
  foldLaws({
    items: (random) =>
      drawSome(random, REGIONS).map((writer) => {
        const asOf = drawOne(random, ["2026-11-21T12:00:00.000Z", "2026-11-21T12:00:01.000Z"]);
        const listing = { fields: drawFields(random), available: below(random, 3), asOf };
        return written(writeListing(listingKey(SKU, writer), listing, undefined), writer);
      }),
    fold: (items) => mergeListings(SKU, items, REGIONS),
  });
});
