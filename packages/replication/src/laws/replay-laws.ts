/** A commit is done once: after a lost answer it is tried again under its own id, and finds itself. */
import { Fault } from "@tandem/kernel";
import { expect } from "vitest";
import type { Commit } from "../write.ts";
import { type Bench, createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

export const replayLaws: readonly Law[] = [
  law("a commit tried again under its id is done, and does nothing more", async (harness) => {
    const bench = createBench(harness);
    const { adjust, fact, fragment, items, numbers } = bench;
    const works = [
      bench.commit(fact("ALONE")),
      bench.commit(fragment("PART")),
      bench.commit(fact("ANCHOR"), adjust("BY-FACT", { n: { add: 5 } })),
      bench.commit(fragment("VERSION"), adjust("BY-FRAGMENT", { n: { add: 5 } })),
    ];
    for (const work of works) expect(await bench.table.commit(work)).toEqual({ ok: true });
    const before = await items();

    for (const work of works) expect(await bench.table.commit(work)).toEqual({ ok: true });

    expect(await items()).toEqual(before);
    expect([await numbers("BY-FACT"), await numbers("BY-FRAGMENT")]).toEqual([{ n: 5 }, { n: 5 }]);
  }),

  law("a commit whose answer was lost says so, stands, and is done when it is tried again", async (harness) => {
    const bench = createBench(harness);
    const { adjust, fact, fragment, items, numbers } = bench;
    const works = [
      bench.commit(fact("ALONE")),
      bench.commit(fragment("PART")),
      bench.commit(fact("ANCHOR"), adjust("ESCROW", { n: { add: 5, floor: 0 } })),
    ];

    for (const work of works) await loseAnswer(harness, bench, work);
    const before = await items();
    expect(before).toHaveLength(4);
    for (const work of works) expect(await bench.table.commit(work)).toEqual({ ok: true });

    expect(await items()).toEqual(before);
    expect(await numbers("ESCROW")).toEqual({ n: 5 });
  }),

  law("a retry is recognised when the floor would now refuse it, and its fact is found first", async (harness) => {
    const bench = createBench(harness);
    const { adjust, done, fact, numbers, table } = bench;
    await done(fact("RESTOCK"), adjust("ESCROW", { n: { add: 1 } }));
    const sale = bench.commit(adjust("ESCROW", { n: { add: -1, floor: 0 } }), fact("SALE"));
    await loseAnswer(harness, bench, sale);

    expect(await table.commit(sale)).toEqual({ ok: true });

    expect(await numbers("ESCROW")).toEqual({ n: 0 });
  }),

  law(
    "a number that stands as a commit left it is not added to again, though its fragment was erased",
    async (harness) => {
      const bench = createBench(harness);
      const { adjust, done, erase, fragment, items, numbers, table } = bench;
      const taken = bench.commit(fragment("TAKEN"), adjust("ESCROW", { n: { add: 5 } }));
      await loseAnswer(harness, bench, taken);
      await done(erase("TAKEN"));

      expect(await table.commit(taken)).toEqual({ ok: true });

      expect(await numbers("ESCROW")).toEqual({ n: 5 });
      expect(await items()).toHaveLength(1);
    },
  ),

  law("a fragment that another has replaced since is not brought back by a late retry", async (harness) => {
    const bench = createBench(harness);
    const { done, fragment, item, table } = bench;
    const late = bench.commit(fragment("PROFILE", { data: { name: "late" } }));
    await loseAnswer(harness, bench, late);
    await done(fragment("PROFILE", { expected: late.id, data: { name: "newer" } }));

    expect(await table.commit(late)).toMatchObject({ ok: false, refusals: [{ reason: "version" }] });

    expect(await item("PROFILE")).toMatchObject({ data: { name: "newer" } });
  }),

  law("a commit that was refused is judged anew when it is tried again", async (harness) => {
    const bench = createBench(harness);
    const { adjust, done, fact, numbers, table } = bench;
    const sale = bench.commit(fact("SALE"), adjust("ESCROW", { n: { add: -2, floor: 0 } }));
    expect(await table.commit(sale)).toMatchObject({ ok: false, refusals: [{ reason: "floor" }] });

    await done(fact("RESTOCK"), adjust("ESCROW", { n: { add: 5 } }));

    expect(await table.commit(sale)).toEqual({ ok: true });
    expect(await numbers("ESCROW")).toEqual({ n: 3 });
  }),
];

async function loseAnswer(
  harness: Parameters<Law["holds"]>[0],
  { table }: Pick<Bench, "table">,
  work: Commit,
): Promise<void> {
  harness.loseAnswers(1);
  const fault = await table.commit(work).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({ mayBeDone: true, retryable: true });
}
