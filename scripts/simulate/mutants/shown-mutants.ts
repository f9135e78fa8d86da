/** Mutants of what people are shown: prices, lists, fields, and what is nobody else's business. */
import type { Mutant } from "./mutant.ts";

const SHOP = "packages/shop/src";

export const SHOWN_MUTANTS: readonly Mutant[] = [
  {
    name: "price-kept-for-ever",
    story: "A process that has once read a price charges it for as long as it lives.",
    file: `${SHOP}/catalog/price-book.ts`,
    edits: [
      { find: "export const PRICE_AGE_MS_MAX = 5_000;", replace: "export const PRICE_AGE_MS_MAX = 5_000_000_000;" },
    ],
  },
  {
    name: "total-of-single-pieces",
    story: "An order's total counts each line as if one piece were wanted.",
    file: `${SHOP}/orders/order-lines.ts`,
    edits: [{ find: "sum + quantity * price", replace: "sum + (quantity > 0 ? price : 0)" }],
  },
  {
    name: "edit-writes-all-fields",
    story:
      "An edit writes every field it was sent, whether it says something new or not, and so undoes another region's edit.",
    file: "packages/replication/src/register.ts",
    edits: [
      {
        find: "canonicalText(before.value) === canonicalText(value))",
        replace: "canonicalText(before.value) === canonicalText(value) && stamp === before.stamp)",
      },
    ],
  },
  {
    name: "listing-never-refreshed",
    story: "What a list says of a product's pieces is what it said when the product was put or restocked.",
    file: `${SHOP}/catalog/refresh-listings.ts`,
    edits: [
      {
        find: "if (listing === undefined && available === 0) return false;",
        replace: "if (listing !== undefined || available >= 0) return false;",
      },
    ],
  },
  {
    name: "order-for-anybody",
    story: "Whoever knows an order's id may read it.",
    file: `${SHOP}/orders/find-order.ts`,
    edits: [
      {
        find: "return order?.customer === customer ? order : undefined;",
        replace: "return order?.customer === undefined && customer !== undefined ? undefined : order;",
      },
    ],
  },
  {
    name: "stale-shortage",
    story:
      "A region counts its own pieces by reads that may be some seconds old, and refuses what was brought back since.",
    file: `${SHOP}/stock/stock.ts`,
    edits: [
      {
        find: "await table.read(some.flatMap(stockPartitions), { consistent: true });",
        replace: "await table.read(some.flatMap(stockPartitions), { consistent: false });",
      },
    ],
  },
];
