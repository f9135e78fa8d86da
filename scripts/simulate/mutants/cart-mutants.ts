/** Mutants of what the shop promises of carts. */
import type { Mutant } from "./mutant.ts";

const CART = "packages/shop/src/cart";

export const CART_MUTANTS: readonly Mutant[] = [
  {
    name: "add-of-its-own",
    story: "Each try puts something into the cart anew, whatever its key.",
    file: `${CART}/change-cart.ts`,
    edits: [
      {
        find: "const id = addIdOf(customer, key);",
        replace: 'const id = addIdOf(customer, randomId("add", random) as unknown as IdempotencyKey);',
      },
    ],
  },
  {
    name: "add-of-anything",
    story: "A key that was used for one add answers for any other.",
    file: `${CART}/change-cart.ts`,
    edits: [{ find: "before.fingerprint !== print", replace: 'before.fingerprint === ""' }],
  },
  {
    name: "clears-the-living",
    story: "Whoever changes a cart clears away the adds of his region, those that are in it as well.",
    file: `${CART}/change-cart.ts`,
    edits: [
      {
        find: "item.region === region && removed.has(id)",
        replace: "item.region === region && (removed.has(id) || !removed.has(id))",
      },
    ],
  },
  {
    name: "removal-of-nothing",
    story: "A removal says that something is taken out, and not what.",
    file: `${CART}/cart-items.ts`,
    edits: [
      {
        find: "data: { adds: [...adds] }, expiresAtS: expiryOf(stamp, REMOVAL_KEPT_MS) });\n}\n\nexport function boughtKey",
        replace:
          "data: { adds: [...adds].slice(1) }, expiresAtS: expiryOf(stamp, REMOVAL_KEPT_MS) });\n}\n\nexport function boughtKey",
      },
    ],
  },
  {
    name: "cart-sold-twice",
    story: "Two checkouts in one region do not get into each other's way, and both buy one cart.",
    file: `${CART}/check-out.ts`,
    edits: [{ find: "        turnWrite(orderId, { record, region, over }),\n", replace: "" }],
  },
  {
    name: "cart-after-order",
    story: "A checkout orders what it found, and leaves it in the cart.",
    file: `${CART}/check-out.ts`,
    edits: [
      {
        find: "        boughtFact({ orderId, adds: adds.map(({ id }) => id) }, { customer, stamp, region }),\n",
        replace: "",
      },
    ],
  },
  {
    name: "twin-keeps-the-cart",
    story: "A twin that does not stand keeps what it took out of the cart.",
    file: "packages/shop/src/orders/settle-order.ts",
    edits: [
      {
        find: "const keys = [orderEntryKey(own), boughtKey(own, region)];",
        replace: "const keys = [orderEntryKey(own)];",
      },
    ],
  },
];
