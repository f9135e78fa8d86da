/** Mutants of stock that moves between regions and lies in shards. */
import type { Mutant } from "./mutant.ts";

const STOCK = "packages/shop/src/stock";
const TRANSFER = "packages/replication/src/escrow-transfer.ts";

export const STOCK_MUTANTS: readonly Mutant[] = [
  {
    name: "give-keeps-pieces",
    story: "Pieces that are given to another region stay for sale where they were.",
    file: TRANSFER,
    edits: [{ find: "available: { add: -quantity, floor: 0 }", replace: "available: { add: 0 * quantity, floor: 0 }" }],
  },
  {
    name: "take-forgets",
    story: "Whoever takes a gift does not note how far he has come, and takes it again with the next look.",
    file: TRANSFER,
    edits: [
      {
        find: "from[giver] = (from[giver] ?? 0) + quantity;",
        replace: "from[giver] = (from[giver] ?? 0) + 0 * quantity;",
      },
    ],
  },
  {
    name: "arriving-not-counted",
    story: "What was given to a region and is not taken yet is shown nowhere.",
    file: `${STOCK}/stock.ts`,
    edits: [
      {
        find: "return sumOf(heldBy(stock, region)) + arrivingIn(stock, region);",
        replace: "return sumOf(heldBy(stock, region)) + 0 * arrivingIn(stock, region);",
      },
    ],
  },
  {
    name: "restock-key-for-any-quantity",
    story: "A restock's key that comes again with another quantity is answered as a repetition.",
    file: `${STOCK}/restock.ts`,
    edits: [
      {
        find: "if (fact?.data.fingerprint !== found.print) return",
        replace: "if (fact === undefined || found.print === undefined) return",
      },
    ],
  },
  {
    name: "returned-to-first-shard",
    story: "Pieces of an order that is not to be go back into the first shard, wherever they came from.",
    file: "packages/shop/src/orders/settle-order.ts",
    edits: [
      {
        find: "returnToEscrow(escrowKey(taken, region), taken.quantity)",
        replace: 'returnToEscrow(escrowKey({ ...taken, shard: "0" }, region), taken.quantity)',
      },
    ],
  },
  {
    name: "wants-unread",
    story: "What customers of other regions asked for in vain moves no stock.",
    file: `${STOCK}/gifts.ts`,
    edits: [{ find: "unmetWant(stock, peer, nowMs);", replace: "0 * unmetWant(stock, peer, nowMs);" }],
  },
  {
    name: "gather-keeps-pieces",
    story: "Pieces that are brought together in one shard stay for sale in those they came from.",
    file: "packages/replication/src/escrow-gather.ts",
    edits: [{ find: "available: { add: -quantity, floor: 0 }", replace: "available: { add: 0 * quantity, floor: 0 }" }],
  },
];
