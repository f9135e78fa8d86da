/** A commit may ask that a key be unused, also one of another region: it only looks, and sees what has arrived here. */
import { AssertionFailed } from "@tandem/kernel";
import { expect } from "vitest";
import { makeKey } from "../key.ts";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

export const absentLaws: readonly Law[] = [
  law(
    "a check changes nothing, and lets a commit pass while the key is unused, here or in another region",
    async (harness) => {
      const { commit, fact, items, key, partition, table } = createBench(harness);
      const foreign = makeKey({ partition, name: "PLACED", region: harness.otherRegion });

      const outcome = await table.commit(
        commit({ type: "absent", key: foreign }, fact("PLACED"), { type: "absent", key: key("OTHER") }),
      );

      expect(outcome).toEqual({ ok: true });
      expect((await items()).map(({ sort }) => sort)).toEqual([key("PLACED").sort]);
    },
  ),

  law("a check refuses the whole commit with what stands there, of whatever kind, expired or not", async (harness) => {
    const { adjust, commit, done, fact, fragment, item, key, table } = createBench(harness);
    const expired = await done(
      fact("EXPIRED", { expiresAtS: 1 }),
      fragment("PART"),
      adjust("COUNTER", { n: { add: 1 } }),
    );
    const [part, counter] = await Promise.all(["PART", "COUNTER"].map(item));

    const outcome = await table.commit(
      commit(
        fact("NEW"),
        ...["EXPIRED", "PART", "COUNTER"].map((name) => ({ type: "absent", key: key(name) }) as const),
      ),
    );

    expect(outcome).toMatchObject({
      ok: false,
      refusals: [
        { index: 1, reason: "stands", standing: { commitId: expired.id, kind: "fact" } },
        { index: 2, reason: "stands", standing: part },
        { index: 3, reason: "stands", standing: counter },
      ],
    });
    expect(await item("NEW")).toBeUndefined();
  }),

  law("a commit that only checks is a mistake", async (harness) => {
    const { commit, key, table } = createBench(harness);

    await expect(table.commit(commit({ type: "absent", key: key("A") }))).rejects.toThrow(AssertionFailed);
  }),
];
