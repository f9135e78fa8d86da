/** A fragment is replaced only by who has seen the version that stands. */
import { expect } from "vitest";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

export const fragmentLaws: readonly Law[] = [
  law("a fragment is made where none stands, and replaced by the version that was read", async (harness) => {
    const { done, fragment, item, partition } = createBench(harness);

    const first = await done(fragment("PROFILE", { data: { name: "Ada", phone: "1" }, wake: "changed" }));
    const second = await done(fragment("PROFILE", { expected: first.id, v: 2, data: { name: "Eve" } }));

    expect(await item("PROFILE")).toEqual({
      kind: "fragment",
      partition,
      sort: `PROFILE#${harness.region}`,
      region: harness.region,
      stamp: second.stamp,
      commitId: second.id,
      v: 2,
      data: { name: "Eve" },
    });
  }),

  law("a fragment is refused over a version that was not read, with the one that stands", async (harness) => {
    const { commit, done, fragment, fact, item, table } = createBench(harness);
    const first = await done(fragment("PROFILE", { data: { name: "Ada" } }));
    await done(fragment("PROFILE", { expected: first.id, data: { name: "Eve" } }));
    const standing = await item("PROFILE");

    const stale = fragment("PROFILE", { expected: first.id, data: { name: "late" } });
    const outcomes = [
      await table.commit(commit(stale)),
      await table.commit(commit(fragment("PROFILE"))),
      await table.commit(commit(stale, fact("BESIDE"))),
    ];

    const refusal = { ok: false, refusals: [{ index: 0, reason: "version", standing }] };
    expect(outcomes).toEqual([refusal, refusal, refusal]);
    expect(await item("PROFILE")).toEqual(standing);
    expect(await item("BESIDE")).toBeUndefined();
  }),

  law("a version that is gone is refused, and nothing is said to stand there", async (harness) => {
    const { commit, done, erase, fragment, items, table } = createBench(harness);
    const first = await done(fragment("PROFILE"));
    await done(erase("PROFILE"));

    const outcome = await table.commit(commit(fragment("PROFILE", { expected: first.id })));

    expect(outcome).toEqual({ ok: false, refusals: [{ index: 0, reason: "version", standing: undefined }] });
    expect(await items()).toEqual([]);
  }),
];
