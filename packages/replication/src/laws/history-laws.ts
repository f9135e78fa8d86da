/** Any history of commits ends as the model says: each outcome, and everything that stands afterwards. */
import fc from "fast-check";
import { expect } from "vitest";
import type { Item } from "../item.ts";
import type { CommitOutcome } from "../region-table.ts";
import type { Commit, Write } from "../write.ts";
import { type Bench, createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";
import { createTableModel, type ModelItem, type ModelOutcome, type TableModel } from "./table-model.ts";

/** What a step of a history does, before it is known what stands there. */
interface Step {
  readonly writes: readonly StepWrite[];
  /** Tries the commit before once more, as after a lost answer. */
  readonly again: boolean;
  readonly loseAnswer: boolean;
}

interface StepWrite {
  readonly type: Write["type"];
  readonly slot: number;
  readonly add: number;
  readonly floor: number | undefined;
  /** Whether a fragment knows the version that stands. */
  readonly current: boolean;
}

const HISTORY_STEPS_MAX = 15;

export const historyLaws: readonly Law[] = [
  law("any history of commits, retries and lost answers ends as the model says", async (harness) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: HISTORY_STEPS_MAX }), async (steps) => {
        const bench = createBench(harness);
        const model = createTableModel();
        let last: Commit | undefined;
        for (const { again, loseAnswer, writes } of steps) {
          const work = again && last !== undefined ? last : commitOf(bench, model, writes);
          last = work;
          const expected = model.commit(work);
          if (loseAnswer) {
            harness.loseAnswers(1);
            await expect(bench.table.commit(work)).rejects.toMatchObject({ mayBeDone: true });
          }
          expect(named(await bench.table.commit(work))).toEqual(expected);
        }
        expect((await bench.items()).map(modelled)).toEqual(
          [...model.items].toSorted(([left], [right]) => (left < right ? -1 : 1)),
        );
      }),
      { numRuns: harness.historyCount },
    );
  }),
];

const step: fc.Arbitrary<Step> = fc.record({
  writes: fc.uniqueArray(
    fc.record({
      type: fc.constantFrom<Write["type"][]>("fact", "fragment", "adjust", "erase", "absent"),
      slot: fc.nat(2),
      add: fc.constantFrom(-2, -1, 1, 3),
      floor: fc.constantFrom(undefined, 0, 1),
      current: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5, selector: ({ type, slot }) => `${type} ${slot}` },
  ),
  again: fc.boolean(),
  loseAnswer: fc.boolean(),
});

/** A commit has an anchor if it adjusts, writes something, and writes no key twice. */
function commitOf(bench: Bench, model: TableModel, plan: readonly StepWrite[]): Commit {
  const writes = plan.map((write) => writeOf(bench, model, write));
  const apart = [...new Map(writes.map((write) => [write.key.sort, write])).values()];
  const anchored = apart.some(({ type }) => type === "fact" || type === "fragment");
  return bench.commit(...apart, ...(anchored ? [] : [bench.fact("ANCHOR")]));
}

/** A key is of one kind for ever, so each kind has names of its own; an erase and a check take one of any kind. */
function writeOf(bench: Bench, model: TableModel, { add, current, floor, slot, type }: StepWrite): Write {
  switch (type) {
    case "fact":
      return bench.fact(`FACT-${slot}`, { data: { add } });
    case "fragment": {
      const standing = model.items.get(bench.key(`PART-${slot}`).sort)?.commitId ?? "absent";
      return bench.fragment(`PART-${slot}`, { data: { add }, expected: current ? standing : "another-version" });
    }
    case "adjust":
      return bench.adjust(`COUNTER-${slot}`, { n: floor === undefined ? { add } : { add, floor }, total: { add: 1 } });
    case "erase":
    case "absent":
      return { type, key: bench.key(["FACT-0", "PART-1", "COUNTER-2"][slot] ?? "NEVER") };
  }
}

function named(outcome: CommitOutcome): ModelOutcome {
  return outcome.ok ? "done" : outcome.refusals.map(({ index, reason }) => `${reason} ${index}`);
}

function modelled(item: Item): [string, ModelItem] {
  const { commitId, kind, sort } = item;
  return kind === "counter"
    ? [sort, { kind, commitId, data: "", numbers: new Map(Object.entries(item.numbers)) }]
    : [sort, { kind, commitId, data: JSON.stringify(item.data), numbers: new Map() }];
}
