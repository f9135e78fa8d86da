/** Mutants of what the shop promises of orders and their money. */
import type { Mutant } from "./mutant.ts";

const ORDERS = "packages/shop/src/orders";

export const ORDER_MUTANTS: readonly Mutant[] = [
  {
    name: "no-absent-condition",
    story: "An order is taken on although another region's fact of it stands here.",
    file: `${ORDERS}/place-order.ts`,
    edits: [
      {
        find: "const peers = regions.filter((other) => other !== region);",
        replace: "const peers = regions.filter((other) => other !== region && other === region);",
      },
    ],
  },
  {
    name: "outbox-in-second-commit",
    story:
      "The order is committed first and the promise to charge it afterwards, as two writes that usually both happen.",
    file: `${ORDERS}/place-order.ts`,
    edits: [
      { find: '      promise({ region, record: orderPartition(orderId), event: "charge", stamp }),\n', replace: "" },
      {
        find: "  if (outcome.ok) return done(must(",
        replace: `  if (outcome.ok)
    await table.commit({
      id: randomId("cmt", random),
      stamp,
      writes: [promise({ region, record: orderPartition(orderId), event: "charge", stamp })],
    });
  if (outcome.ok) return done(must(`,
      },
    ],
  },
  {
    name: "key-not-in-order-id",
    story: "An order's id is made of its customer and its lines, not of the idempotency key.",
    file: `${ORDERS}/place-order.ts`,
    edits: [
      {
        find: "const orderId = orderIdOf(customer, key);",
        replace: "const orderId = orderIdOf(customer, print as IdempotencyKey);",
      },
    ],
  },
  {
    name: "random-order-id",
    story: "Each try makes an order of its own, whatever its key.",
    file: `${ORDERS}/place-order.ts`,
    edits: [
      {
        find: "const orderId = orderIdOf(customer, key);",
        replace: 'const orderId = orderIdOf(customer, (key + randomId("try", random)) as IdempotencyKey);',
      },
    ],
  },
  {
    name: "no-fingerprint",
    story: "A key that comes again with other lines is answered as a repetition.",
    file: `${ORDERS}/replay-order.ts`,
    edits: [
      {
        find: "const isSame = standingTwin(readOrderFacts(items))?.fingerprint === print;",
        replace: "const isSame = standingTwin(readOrderFacts(items)) !== undefined || print === undefined;",
      },
    ],
  },
  {
    name: "twin-given-up-early",
    story: "A twin that seems to lose gives its stock back before anybody knows which of the two is charged.",
    file: `${ORDERS}/settle-order.ts`,
    edits: [
      {
        find: 'return facts.paid.length > 0 && own !== standing ? "twin" : undefined;',
        replace: 'return own !== standing ? "twin" : undefined;',
      },
    ],
  },
  {
    name: "twin-never-given-up",
    story: "A twin that does not stand keeps its stock.",
    file: `${ORDERS}/settle-order.ts`,
    edits: [
      {
        find: 'return facts.paid.length > 0 && own !== standing ? "twin" : undefined;',
        replace: "return undefined;",
      },
    ],
  },
  {
    name: "declined-keeps-stock",
    story: "A declined order does not give its stock back.",
    file: `${ORDERS}/settle-order.ts`,
    edits: [{ find: 'if (facts.declined.length > 0) return "declined";', replace: "" }],
  },
  {
    name: "release-not-remembered",
    story: "Whoever settles does not look whether the stock was given back already.",
    file: `${ORDERS}/settle-order.ts`,
    edits: [
      {
        find: "const isReleased = facts.released.some(({ item }) => item.region === region);",
        replace:
          "const isReleased = facts.released.some(({ item }) => item.region === region && item.partition === region);",
      },
    ],
  },
  {
    name: "lowest-stamp-stands",
    story: "Of twins the one with the lowest stamp stands, whichever the provider has charged.",
    file: `${ORDERS}/fold-order.ts`,
    edits: [
      {
        find: "return placed.find(({ total }) => total === charged) ?? placed[0];",
        replace: "return placed.find(({ total }) => total === undefined && charged === total) ?? placed[0];",
      },
    ],
  },
  {
    name: "twins-listed-twice",
    story: "A list shows an order by every entry it finds.",
    file: `${ORDERS}/list-orders.ts`,
    edits: [
      {
        find: "if (standingTwin(readOrderFacts(items))?.item.stamp !== entry.stamp) return [];",
        replace: "if (standingTwin(readOrderFacts(items)) === undefined) return [];",
      },
      { find: "if (orders.some(({ id }) => id === order.id)) continue;", replace: "" },
    ],
  },
  {
    name: "stale-replay",
    story: "A repetition is answered from a read that may be a little old, and may not see the order at all.",
    file: `${ORDERS}/replay-order.ts`,
    edits: [
      {
        find: "const [items = []] = await terms.table.read([orderPartition(orderId)], { consistent: true });",
        replace: "const [items = []] = await terms.table.read([orderPartition(orderId)], { consistent: false });",
      },
    ],
  },
  {
    name: "paid-before-its-twin",
    story: "An order is shown as paid as soon as its charge arrives, at the price of a twin that was not charged.",
    file: `${ORDERS}/fold-order.ts`,
    edits: [
      {
        find: "const facts = withoutStrayCharge(readOrderFacts(items));",
        replace: "const facts = readOrderFacts(items);",
      },
    ],
  },
];
