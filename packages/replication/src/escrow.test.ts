import { createManualClock, region } from "@tandem/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Escrow, isBalanced, readEscrow, returnToEscrow, stockEscrow, takeFromEscrow } from "./escrow.ts";
import { makeKey, makePartition } from "./key.ts";
import { undeclaredFact } from "./laws/undeclared.ts";
import { createMemoryRegionTable } from "./memory-region-table.ts";
import type { RegionTable } from "./region-table.ts";
import { formatStamp } from "./stamp.ts";
import type { AdjustWrite } from "./write.ts";

const EAST = region("us-east-1");
const NOON_MS = Date.UTC(2026, 10, 21, 12);
const STOCK = makePartition(["STOCK", "LAMP", "0"]);
const KEY = makeKey({ partition: STOCK, name: "ESCROW", region: EAST });

interface Step {
  readonly kind: "take" | "return" | "stock";
  readonly quantity: number;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("take", "return", "stock"),
  quantity: fc.integer({ min: 1, max: 5 }),
});
const WRITES = { take: takeFromEscrow, return: returnToEscrow, stock: stockEscrow } as const;

/** One adjust beside its fact, as every commit of escrow is; whether it was done. */
async function commit(
  table: RegionTable,
  done: { readonly receipt: string; readonly adjust: AdjustWrite; readonly tries?: number },
): Promise<boolean> {
  const { receipt, adjust, tries = 1 } = done;
  const key = makeKey({ partition: makePartition(["RECEIPT", receipt]), name: "DONE", region: EAST });
  const { ok } = await table.commit({
    id: `cmt_${receipt.padStart(8, "0")}_${tries}`,
    stamp: formatStamp({ ms: NOON_MS, counter: 0, region: EAST }),
    writes: [undeclaredFact({ key, v: 1, data: {} }), adjust],
  });
  return ok;
}

async function escrowIn(table: RegionTable): Promise<Escrow> {
  const [items = []] = await table.read([STOCK], { consistent: true });
  return readEscrow(items[0]);
}

function createTable(): RegionTable {
  return createMemoryRegionTable({ region: EAST, clock: createManualClock(NOON_MS) });
}

test("the numbers agree after any steps, and a take is refused exactly when there is less", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 30 }), async (steps) => {
      const table = createTable();
      for (const [index, { kind, quantity }] of steps.entries()) {
        const before = await escrowIn(table);
        const ok = await commit(table, { receipt: String(index), adjust: WRITES[kind](KEY, quantity) });
        const after = await escrowIn(table);

        expect(ok).toBe(kind !== "take" || before.available >= quantity);
        expect(isBalanced(after)).toBe(true);
        if (!ok) expect(after).toEqual(before);
      }
    }),
  );
});

test("a repetition takes nothing: as the same commit it is done already, as another it meets the fact", async () => {
  const table = createTable();
  await commit(table, { receipt: "stock", adjust: stockEscrow(KEY, 5) });
  await commit(table, { receipt: "order", adjust: takeFromEscrow(KEY, 2) });

  const sameCommit = await commit(table, { receipt: "order", adjust: takeFromEscrow(KEY, 2) });
  const otherCommit = await commit(table, { receipt: "order", adjust: takeFromEscrow(KEY, 2), tries: 2 });

  expect([sameCommit, otherCommit]).toEqual([true, false]);
  expect(await escrowIn(table)).toEqual({ available: 3, stocked: 5, spent: 2, returned: 0, given: {}, taken: {} });
});

test("without a floor the same steps would sell what is not there", async () => {
  const table = createTable();
  await commit(table, { receipt: "stock", adjust: stockEscrow(KEY, 1) });
  const { available: _, ...spent } = takeFromEscrow(KEY, 2).by;

  await commit(table, {
    receipt: "order",
    adjust: { ...takeFromEscrow(KEY, 2), by: { available: { add: -2 }, ...spent } },
  });

  expect((await escrowIn(table)).available).toBe(-1);
  expect(isBalanced(await escrowIn(table))).toBe(false);
});

test("where nothing was ever put in, everything is zero, and zero is balanced", () => {
  const escrow = readEscrow(undefined);

  expect(escrow).toEqual({ available: 0, stocked: 0, spent: 0, returned: 0, given: {}, taken: {} });
  expect(isBalanced(escrow)).toBe(true);
});

test.each([0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])("no quantity of %s", (quantity) => {
  for (const write of Object.values(WRITES)) expect(() => write(KEY, quantity)).toThrow(/whole number above zero/);
});
