/** Mutants of how orders end otherwise than paid: cancelled, and their money given back; and of what a refusal says. */
import type { Mutant } from "./mutant.ts";

const ORDERS = "packages/shop/src/orders";

export const ENDING_MUTANTS: readonly Mutant[] = [
  {
    name: "cancel-keeps-stock",
    story: "A cancelled order does not give its stock back.",
    file: `${ORDERS}/settle-order.ts`,
    edits: [{ find: 'if (facts.cancelled.length > 0) return "cancelled";', replace: "" }],
  },
  {
    name: "refund-not-owed",
    story: "Where a charge and a cancellation meet nobody owes a refund.",
    file: `${ORDERS}/settle-order.ts`,
    edits: [
      {
        find: 'return { kind: "refund", orderId, customer, amount: facts.paid[0]?.amount ?? 0 };',
        replace: "return undefined;",
      },
    ],
  },
  {
    name: "cancel-forgets-charge",
    story: "Nobody looks after a charge that was under way when its order was cancelled.",
    file: `${ORDERS}/settle-order.ts`,
    edits: [
      {
        find: "const isDecided = facts.declined.length > 0 || isLookedAfter;",
        replace: "const isDecided = facts.declined.length >= 0 || isLookedAfter;",
      },
    ],
  },
  {
    name: "cancel-for-anybody",
    story: "Whoever knows an order's id may cancel it.",
    file: `${ORDERS}/cancel-order.ts`,
    edits: [
      {
        find: 'if (order?.customer !== customer) return refused({ reason: "not-found" });',
        replace: 'if (order === undefined) return refused({ reason: "not-found" });',
      },
    ],
  },
  {
    name: "refusal-counts-all-regions",
    story: "Who is refused for want of stock is told of all that there is anywhere as if it were here.",
    file: `${ORDERS}/short-lines.ts`,
    edits: [
      {
        find: "available: availableIn[table.region] ?? 0",
        replace: "available: Object.values(availableIn).reduce((sum, pieces) => sum + pieces, 0 * table.region.length)",
      },
    ],
  },
];
