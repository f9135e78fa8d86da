/** Mutants of how the provider is asked for money, so that it is taken once. */
import type { Mutant } from "./mutant.ts";

export const CHARGE_MUTANTS: readonly Mutant[] = [
  {
    name: "no-key-on-charge",
    story: "The provider gets a key of its own with each try, so that two at once are two charges.",
    // The adapter of production speaks HTTP; here its place is taken by this one.
    file: "packages/sandbox/src/region/payments-port.ts",
    edits: [
      {
        find: "const charge = provider.charge({ key: orderId, orderId, amount });",
        replace: "const charge = provider.charge({ key: orderId + environment.random.uint32(), orderId, amount });",
      },
    ],
  },
  {
    name: "charge-without-asking",
    story: "A charge is made without asking the provider for an earlier one, trusting that it remembers keys for ever.",
    file: "packages/shop/src/order-work.ts",
    edits: [
      {
        find: 'if (earlier.kind !== "none") return result(due, earlier);',
        replace: 'if (earlier.kind === "later") return result(due, earlier);',
      },
    ],
  },
];
