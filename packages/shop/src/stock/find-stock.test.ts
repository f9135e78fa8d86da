import { randomId } from "@tandem/kernel";
import { makeKey, makePartition, type RegionTable, stockEscrow, takeFromEscrow, type Write } from "@tandem/replication";
import { undeclaredFact } from "@tandem/replication/laws";
import { expect, test } from "vitest";
import type { ShopContext } from "../shop-context.ts";
import { createTwoRegions, EAST, type OneOfTwo, sharesOf } from "../testing/two-regions.ts";
import { findStock } from "./find-stock.ts";
import { sumOf } from "./shards.ts";
import { escrowKey, heldBy, readStock } from "./stock.ts";

const SKU = "LAMP";
const WANTED = [{ sku: SKU, quantity: 3 }];

async function commit({ context }: OneOfTwo, name: string, write: Write): Promise<void> {
  const { table, stamps, random } = context;
  const key = makeKey({ partition: makePartition(["RECEIPT", name]), name: "DONE", region: EAST });
  const writes = [undeclaredFact({ key, v: 1, data: {} }), write] as const;
  expect(await table.commit({ id: randomId("cmt", random), stamp: stamps.next(), writes })).toEqual({ ok: true });
}

function add(one: OneOfTwo, shard: string, quantity: number): Promise<void> {
  return commit(one, `add-${shard}`, stockEscrow(escrowKey({ sku: SKU, shard }, EAST), quantity));
}

function take(one: OneOfTwo, shard: string, quantity: number): Promise<void> {
  return commit(one, `take-${shard}`, takeFromEscrow(escrowKey({ sku: SKU, shard }, EAST), quantity));
}

/** One region whose reads of shards are answered one by one; `meanwhile` happens once, after the first of them. */
function withTornRead(one: OneOfTwo, meanwhile: () => Promise<void>): ShopContext {
  const { table } = one.context;
  let happens: (() => Promise<void>) | undefined = meanwhile;
  const torn: RegionTable = {
    ...table,
    async read([first, ...others], options) {
      const before = first === undefined ? [] : await table.read([first], options);
      const now = happens;
      happens = undefined;
      await now?.();
      return [...before, ...(await table.read(others, options))];
    },
  };
  return { ...one.context, table: torn };
}

/** Three pieces are there at every moment: first in the second shard, then in both, then in the first. */
async function piecesThatMove() {
  const { east } = createTwoRegions();
  await add(east, "1", 3);
  const context = withTornRead(east, async () => {
    await add(east, "0", 3);
    await take(east, "1", 3);
  });
  return { east, context };
}

test("one look, shard by shard, misses pieces that were there all the time; a shortage is believed when two looks agree", async () => {
  const once = await piecesThatMove();
  const seen = await readStock(once.context.table, [SKU]);
  expect(sumOf(heldBy(seen.get(SKU) ?? [], EAST))).toBe(0);

  const twice = await piecesThatMove();
  expect(await findStock(twice.context, WANTED)).toEqual({
    kind: "enough",
    taken: [{ sku: SKU, shard: "0", quantity: 3 }],
  });
});

test("what is short is found short in two looks, with all that was seen", async () => {
  const { east } = createTwoRegions();
  await add(east, "2", 2);

  const found = await findStock(east.context, WANTED);

  expect(found).toMatchObject({ kind: "short", shortages: [{ sku: SKU, asked: 3 }] });
});

test("stock that changes with every look is a fault that may be tried again, and no refusal", async () => {
  const { east } = createTwoRegions();
  let looks = 0;
  const table: RegionTable = {
    ...east.context.table,
    async read(partitions, options) {
      looks += 1;
      await commit(east, `look-${looks}`, stockEscrow(escrowKey({ sku: SKU, shard: "3" }, EAST), 1));
      return east.context.table.read(partitions, options);
    },
  };

  const looking = findStock({ ...east.context, table }, [{ sku: SKU, quantity: 100 }]);

  await expect(looking).rejects.toMatchObject({ code: "contended", retryable: true, mayBeDone: false });
  expect(sharesOf(east, SKU)[3]?.available).toBe(looks);
});
