/** Mutants of what the shop promises of products and stock. */
import type { Mutant } from "./mutant.ts";

export const CATALOG_MUTANTS: readonly Mutant[] = [
  {
    name: "restock-without-key",
    story: "A restock that is tried again adds again.",
    file: "packages/shop/src/stock/restock.ts",
    edits: [
      {
        find: 'const record = makePartition(["RESTOCK", contentId("rst", [table.region, key])]);',
        replace:
          'const record = makePartition(["RESTOCK", contentId("rst", [table.region, randomId("try", random)])]);',
      },
    ],
  },
  {
    name: "edit-forgets-other-fields",
    story: "A region keeps of a product what it was told last, and forgets the fields it read.",
    file: "packages/shop/src/catalog/product.ts",
    edits: [
      {
        find: "return ProductEdits.readAll(items).map(",
        replace: "return ProductEdits.readAll(items.slice(0, 1)).map(",
      },
    ],
  },
];
