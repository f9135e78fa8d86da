/** Mutants of what a customer is promised who asks to be forgotten. */
import type { Mutant } from "./mutant.ts";

const PROFILE = "packages/shop/src/profile";

export const ERASURE_MUTANTS: readonly Mutant[] = [
  {
    name: "forgets-the-cart",
    story: "Who is forgotten keeps his cart.",
    file: `${PROFILE}/forget-customer.ts`,
    edits: [{ find: "const writes = [ofProfile, ofCart, ", replace: "const writes = [ofProfile, " }],
  },
  {
    name: "void-is-shown",
    story: "What is void is shown until its region has taken it out.",
    file: `${PROFILE}/profile.ts`,
    edits: [
      {
        find: "register === undefined || isVoid(register.stamp, until) ? undefined : register",
        replace:
          "register === undefined || (isVoid(register.stamp, until) && register.value === null) ? undefined : register",
      },
    ],
  },
  {
    name: "void-is-kept",
    story: "What is void is shown to nobody, and no region takes it out.",
    file: `${PROFILE}/settle-profile.ts`,
    edits: [
      {
        find: "if (Object.keys(standing).length === Object.keys(fields).length) return [];",
        replace: "if (Object.keys(standing).length <= Object.keys(fields).length) return [];",
      },
    ],
  },
  {
    name: "cart-is-kept",
    story: "What is void of a cart is left where it is.",
    file: "packages/shop/src/cart/settle-cart.ts",
    edits: [{ find: ".slice(0, ERASED_AT_ONCE)", replace: ".slice(ERASED_AT_ONCE)" }],
  },
  {
    name: "forgotten-key-is-free",
    story:
      "What is forgotten of a cart is erased and nothing names it any more, so that a late try of an add brings it back.",
    file: "packages/shop/src/cart/settle-cart.ts",
    edits: [
      {
        find: "removalFact({ id: stamp, adds: own.map(({ id }) => id) }",
        replace: "removalFact({ id: stamp, adds: own.slice(own.length).map(({ id }) => id) }",
      },
    ],
  },
  {
    name: "forgets-by-the-clock",
    story: "A request to be forgotten is stamped by the clock alone, which may be behind what it is to make void.",
    file: `${PROFILE}/forget-customer.ts`,
    edits: [
      {
        find: "stamps.next({ above: above.at(-1) })",
        replace: "stamps.next(above.length < 0 ? { above: above.at(-1) } : {})",
      },
    ],
  },
];
