/** A refusal names everything that speaks against a commit, a standing fact first: it is a replay of somebody's request. */
import { expect } from "vitest";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

export const refusalLaws: readonly Law[] = [
  law("several refusals come as standing facts, versions, floors, each by index", async (harness) => {
    const { adjust, commit, done, fact, fragment, item, table } = createBench(harness);
    await done(fact("F1"), fact("F2"), fragment("P"), adjust("C", { n: { add: 1 } }));
    const [f1, f2, p, c] = await Promise.all(["F1", "F2", "P", "C"].map(item));

    const outcome = await table.commit(
      commit(
        adjust("C", { n: { add: -2, floor: 0 } }),
        fact("FREE"),
        fragment("P", { expected: "another-version" }),
        fact("F2"),
        fragment("GONE", { expected: "another-version" }),
        fact("F1"),
        adjust("EMPTY", { n: { add: -1, floor: 0 } }),
      ),
    );

    expect(outcome).toEqual({
      ok: false,
      refusals: [
        { index: 3, reason: "stands", standing: f2 },
        { index: 5, reason: "stands", standing: f1 },
        { index: 2, reason: "version", standing: p },
        { index: 4, reason: "version", standing: undefined },
        { index: 0, reason: "floor", standing: c },
        { index: 6, reason: "floor", standing: undefined },
      ],
    });
  }),
];
