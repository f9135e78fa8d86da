import { below, createSeededRandom, type Random, type Region, region } from "@tandem/kernel";
import type { FactItem, Item } from "@tandem/replication";
import { foldLaws } from "@tandem/replication/laws";
import { describe, expect, test } from "vitest";
import { foldLine, itemsOf, orderFoldPage, RESULTS, SETTLED_AT } from "../testing/order-fold-page.ts";
import {
  cancelledItem,
  declinedItem,
  paidItem,
  placedItem,
  refundedItem,
  refundingItem,
  releasedItem,
  subsetsOf,
  unchargedItem,
} from "../testing/order-items.ts";
import { EAST, WEST } from "../testing/two-regions.ts";
import { foldOrder } from "./fold-order.ts";
import { isForward, type OrderStatus } from "./order-status.ts";
import { settleOrder } from "./settle-order.ts";

/** Every subset is looked at: on a busy machine that takes a while. */
const TIMEOUT_MS = 120_000;
const NORTH = region("eu-west-1");
const TOTAL = 1_200;
const CHAINS = 200;

test("docs/order-fold.md says what the code does (run vitest with -u, and have the diff reviewed)", async () => {
  await expect(orderFoldPage()).toMatchFileSnapshot("../../../../docs/order-fold.md");
});

function placedIn(regions: readonly Region[]): readonly FactItem[] {
  return regions.map((one, index) => placedItem({ region: one, atMs: 10 + index }, TOTAL));
}

function resultsIn(regions: readonly Region[]): readonly { readonly name: string; readonly item: FactItem }[] {
  return Object.entries(RESULTS).flatMap(([name, make], order) =>
    regions.map((one, index) => ({ name, item: make({ region: one, atMs: 20 + 7 * index + order }) })),
  );
}

/** The standing twin is the first of those that are here: all totals are the same, and stamps grow with the list. */
function mustGiveBack(one: Region, facts: { readonly placed: readonly Item[]; readonly names: readonly string[] }) {
  const isTaker = facts.placed.some((item) => item.region === one);
  const isEnded = facts.names.includes("DECLINED") || facts.names.includes("CANCELLED");
  const isLoser = facts.names.includes("PAID") && facts.placed[0]?.region !== one;
  return isTaker && (isEnded || isLoser);
}

test.each([
  ["two", [EAST, WEST]],
  ["three", [EAST, NORTH, WEST]],
] as const)(
  "every set of facts that %s regions can write is as the page says, in every region",
  { timeout: TIMEOUT_MS },
  (_, regions) => {
    const results = resultsIn(regions);
    const lines = new Map(subsetsOf(Object.keys(RESULTS)).map((names) => [names.join(), foldLine(itemsOf(names))]));
    for (const some of subsetsOf(results)) {
      const names = Object.keys(RESULTS).filter((name) => some.some((result) => result.name === name));
      const line = lines.get(names.join());
      const items = some.map(({ item }) => item);
      expect(foldOrder(items)).toBeUndefined();
      expect(settleOrder({ items, region: EAST, stamp: SETTLED_AT }).effect).toBeUndefined();
      // With all twins, and with one of them, which is enough for all that a subset of twins can change.
      for (const placed of [placedIn(regions), placedIn(regions).slice(1, 2)]) {
        const all = [...placed, ...items];
        expect(foldOrder(all)?.status).toBe(line?.status);
        for (const one of regions) {
          const { writes, effect } = settleOrder({ items: all, region: one, stamp: SETTLED_AT });
          const sayings = writes.flatMap((write) => (write.type === "fact" ? write.key.sort : []));
          expect(sayings.includes(`RELEASED#${one}`)).toBe(mustGiveBack(one, { placed, names }));
          expect(sayings.includes(`REFUNDING#${one}`)).toBe(line?.promises);
          expect(effect?.kind).toBe(line?.effect);
        }
      }
    }
  },
);

/** Everything that two regions can say of one order, receipts and differing twins included. */
function everything(random: Random): readonly Item[] {
  const at = (one: Region) => ({ region: one, atMs: below(random, 50) });
  const [eastTotal, westTotal, charged] = [900, 900 + 300 * below(random, 2), 900 + 300 * below(random, 2)];
  return [EAST, WEST].flatMap((one) => [
    placedItem(at(one), one === EAST ? eastTotal : westTotal),
    paidItem(at(one), charged),
    declinedItem(at(one), charged),
    cancelledItem(at(one)),
    refundedItem(at(one), charged),
    releasedItem(at(one), "cancelled"),
    refundingItem(at(one), charged),
    unchargedItem(at(one)),
  ]);
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(below(random, left.length), 1));
}

test("whatever comes next, in whatever order, an order never goes back, and its history ends as it stands", {
  timeout: TIMEOUT_MS,
}, () => {
  for (let seed = 1; seed <= CHAINS; seed += 1) {
    const random = createSeededRandom(seed);
    const arrived: Item[] = [];
    let before: OrderStatus | undefined;
    for (const item of shuffled(everything(random), random)) {
      arrived.push(item);
      const order = foldOrder(arrived);
      if (order === undefined) continue;
      expect(isForward(before ?? "placed", order.status), `seed ${seed}`).toBe(true);
      expect(order.history.at(-1)?.status, `seed ${seed}`).toBe(order.status);
      before = order.status;
    }
  }
});

describe("an order", () => {
  foldLaws({
    items: (random) => shuffled(everything(random), random).slice(0, 1 + below(random, 7)),
    fold: foldOrder,
    isForward: (earlier, later) =>
      earlier === undefined || (later !== undefined && isForward(earlier.status, later.status)),
  });
});

test("a region's own receipts end its own obligations, and no other region's", () => {
  const placed = placedIn([EAST, WEST]);
  const owed = (items: readonly Item[]) =>
    settleOrder({ items: [...placed, ...items], region: EAST, stamp: SETTLED_AT });
  const cancelled = cancelledItem({ region: WEST, atMs: 20 });
  const paid = paidItem({ region: WEST, atMs: 21 }, TOTAL);
  const released = releasedItem({ region: EAST, atMs: 40 }, "cancelled");

  expect(owed([cancelled, released, unchargedItem({ region: EAST, atMs: 50 })])).toMatchObject({
    writes: [],
    effect: undefined,
  });
  expect(owed([cancelled, released, unchargedItem({ region: WEST, atMs: 50 })]).effect?.kind).toBe("check-charge");
  expect(owed([cancelled, paid, released, refundingItem({ region: EAST, atMs: 50 }, TOTAL)])).toMatchObject({
    writes: [],
    effect: { kind: "refund", amount: TOTAL },
  });
  expect(owed([cancelled, paid, released, refundingItem({ region: WEST, atMs: 50 }, TOTAL)]).writes).toHaveLength(2);
});

test("whoever looks after his charge counts from when his region acted on the cancellation, not from when another wrote it", () => {
  const placed = placedIn([EAST, WEST]);
  const cancelled = cancelledItem({ region: WEST, atMs: 20 });
  const knownMs = (items: readonly Item[]) => {
    const { effect } = settleOrder({ items: [...placed, cancelled, ...items], region: EAST, stamp: SETTLED_AT });
    return effect?.kind === "check-charge" ? effect.knownMs : undefined;
  };
  const released = releasedItem({ region: EAST, atMs: 40 }, "cancelled");

  expect(knownMs([])).toBe(Date.parse(SETTLED_AT.slice(0, 24)));
  expect(knownMs([released])).toBe(Date.parse(released.stamp.slice(0, 24)));
});
