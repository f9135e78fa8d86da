/** Many processes of one region at the same items: one wins where one may win, and nothing is counted twice or not at all. */
import { expect } from "vitest";
import type { CommitOutcome, RegionTable } from "../region-table.ts";
import type { Write } from "../write.ts";
import { type Bench, createBench } from "./bench.ts";
import { type Law, law, type RegionTableHarness } from "./harness.ts";

const CLIENTS = 64;
/** Each waits for all others in turn, so that the tries grow with the square. */
const EDITORS = 8;
const EDITS = 4;

export const raceLaws: readonly Law[] = [
  law("of 64 clients that create one fact, one does, and the others are shown its fact", async (harness) => {
    const bench = createBench(harness);

    const outcomes = await race(harness, bench, (index) => [
      bench.fact("PLACED", { data: { by: index } }),
      bench.fact(`MINE-${index}`),
    ]);

    const winner = only(outcomes, ({ ok }) => ok);
    const standing = { kind: "fact", data: { by: winner } };
    expect(await bench.item("PLACED")).toMatchObject(standing);
    expect(await bench.items()).toHaveLength(2);
    for (const outcome of outcomes.filter(({ ok }) => !ok)) {
      expect(outcome).toMatchObject({ refusals: [{ index: 0, reason: "stands", standing }] });
    }
  }),

  law("of 64 clients that replace one version, one does", async (harness) => {
    const bench = createBench(harness);
    const first = await bench.done(bench.fragment("PROFILE"));

    const outcomes = await race(harness, bench, (index) => [
      bench.fragment("PROFILE", { expected: first.id, data: { by: index } }),
    ]);

    const winner = only(outcomes, ({ ok }) => ok);
    expect(await bench.item("PROFILE")).toMatchObject({ data: { by: winner } });
  }),

  law("edits that read, change and write until they are done lose none", async (harness) => {
    const bench = createBench(harness);
    await bench.done(bench.fragment("LIST", { data: { edits: [] } }));

    await Promise.all(
      Array.from({ length: EDITORS }, async (_, editor) => {
        const table = harness.connect();
        for (let edit = 0; edit < EDITS; edit += 1) await appendUntilDone(bench, table, `${editor}.${edit}`);
      }),
    );

    const list = await bench.item("LIST");
    const edits = list?.kind === "fragment" ? list.data["edits"] : [];
    const expected = Array.from(
      { length: EDITORS * EDITS },
      (_, index) => `${Math.floor(index / EDITS)}.${index % EDITS}`,
    );
    expect([...(edits as readonly string[])].toSorted()).toEqual(expected);
  }),

  law("64 clients that take one each from 40 sell 40, and every one of them tried twice", async (harness) => {
    const bench = createBench(harness);
    await bench.done(bench.fact("RESTOCK"), bench.adjust("ESCROW", { available: { add: 40 } }));
    const works = Array.from({ length: CLIENTS }, (_, index) =>
      bench.commit(
        bench.fact(`SALE-${index}`),
        bench.adjust("ESCROW", { available: { add: -1, floor: 0 }, sold: { add: 1 } }),
      ),
    );

    const twice = await Promise.all(
      [...works, ...works].map(async (work) => ({ id: work.id, ok: (await harness.connect().commit(work)).ok })),
    );

    const sold = new Set(twice.filter(({ ok }) => ok).map(({ id }) => id));
    const sales = (await bench.items()).filter(({ sort }) => sort.startsWith("SALE-"));
    expect(await bench.numbers("ESCROW")).toEqual({ available: 0, sold: 40 });
    expect(sales.map(({ commitId }) => commitId).toSorted()).toEqual([...sold].toSorted());
    expect(sold.size).toBe(40);
  }),
];

function race(
  harness: RegionTableHarness,
  bench: Bench,
  writes: (index: number) => readonly Write[],
): Promise<readonly CommitOutcome[]> {
  const works = Array.from({ length: CLIENTS }, (_, index) => bench.commit(...writes(index)));
  return Promise.all(works.map((work) => harness.connect().commit(work)));
}

function only<T>(entries: readonly T[], matches: (entry: T) => boolean): number {
  expect(entries.filter(matches)).toHaveLength(1);
  return entries.findIndex(matches);
}

async function appendUntilDone(bench: Bench, table: RegionTable, edit: string): Promise<void> {
  for (let tries = 0; tries < EDITORS * EDITS * 10; tries += 1) {
    const [items = []] = await table.read([bench.partition], { consistent: true });
    const list = items.find(({ kind }) => kind === "fragment");
    if (list?.kind !== "fragment") throw new Error("the list is gone");
    const edits = [...(list.data["edits"] as readonly string[]), edit];
    const work = bench.commit(bench.fragment("LIST", { expected: list.commitId, data: { edits } }));
    if ((await table.commit(work)).ok) return;
  }
  throw new Error(`the edit ${edit} was never done`);
}
