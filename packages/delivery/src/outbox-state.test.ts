import { must } from "@tandem/kernel";
import { type FragmentItem, keyOf } from "@tandem/replication";
import { undeclaredFragment } from "@tandem/replication/laws";
import { expect, test } from "vitest";
import { OUTBOX_BUCKET_COUNT, postpone, promise, readOutboxItem } from "./outbox.ts";
import { OUTBOX_COUNT_MAX, readOutboxState } from "./outbox-state.ts";
import { askFor, jobPartition } from "./testing/jobs.ts";
import { createOneRegion, EAST, NOON_MS, type OneRegion, outboxItems } from "./testing/one-region.ts";

async function standing(region: OneRegion): Promise<FragmentItem> {
  const [item] = await outboxItems(region);
  return must(item?.kind === "fragment" ? item : undefined, "the promise stands");
}

test("an empty outbox has nothing that waits", async () => {
  expect(await readOutboxState(createOneRegion().table, NOON_MS)).toEqual({ items: 0, parked: 0, oldestWaitMs: 0 });
});

test("the oldest promise says how long work waits, whichever partition it lies in", async () => {
  const region = createOneRegion();
  for (const name of ["a", "b", "c", "d"]) {
    await askFor(region, name);
    region.clock.advance(10_000);
  }

  expect(await readOutboxState(region.table, NOON_MS + 45_000)).toEqual({ items: 4, parked: 0, oldestWaitMs: 45_000 });
});

test("what is put off counts as waiting from when it was put off to, and not before", async () => {
  const region = createOneRegion();
  await askFor(region, "a");
  const item = await standing(region);
  const write = postpone(must(readOutboxItem(item), "it is a promise"), { untilMs: NOON_MS + 60_000, why: "away" });
  await region.table.commit({ id: "cmt_put_off", stamp: region.stamps.next({ above: item.stamp }), writes: [write] });

  expect(await readOutboxState(region.table, NOON_MS + 59_000)).toMatchObject({ items: 1, oldestWaitMs: 0 });
  expect(await readOutboxState(region.table, NOON_MS + 61_000)).toMatchObject({ items: 1, oldestWaitMs: 1_000 });
});

test.each([true, { why: "it failed five times" }, "2026-11-21"])(
  "what is parked (%j) is counted and waits for nobody here",
  async (parked) => {
    const region = createOneRegion();
    await askFor(region, "a");
    const item = await standing(region);
    const data = { ...item.data, parked };
    const write = undeclaredFragment({ key: keyOf(item), v: 2, expected: item.commitId, data });
    await region.table.commit({ id: "cmt_parked", stamp: region.stamps.next({ above: item.stamp }), writes: [write] });

    expect(await readOutboxState(region.table, NOON_MS + 60_000)).toEqual({ items: 1, parked: 1, oldestWaitMs: 0 });
  },
);

test("an outbox without end is counted up to a bound in each partition, from its oldest promise on", async () => {
  const region = createOneRegion();
  const count = OUTBOX_COUNT_MAX * OUTBOX_BUCKET_COUNT * 2;
  const stamp = region.stamps.next();
  const promises = Array.from({ length: count }, (_, index) =>
    promise({ region: EAST, record: jobPartition(`job-${index}`), event: "charge", stamp }),
  );
  for (let from = 0; from < count; from += 50) {
    const [first, ...others] = promises.slice(from, from + 50);
    if (first !== undefined)
      await region.table.commit({ id: `cmt_promises_${from}`, stamp, writes: [first, ...others] });
  }

  const state = await readOutboxState(region.table, NOON_MS + 60_000);

  expect(state).toEqual({ items: OUTBOX_COUNT_MAX * OUTBOX_BUCKET_COUNT, parked: 0, oldestWaitMs: 60_000 });
});
