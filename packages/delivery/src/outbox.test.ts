import { must, region } from "@tandem/kernel";
import { formatStamp, parseSort } from "@tandem/replication";
import { expect, test } from "vitest";
import { OUTBOX_BUCKET_COUNT, outboxPartitions, postpone, promise, readOutboxItem, settleOutbox } from "./outbox.ts";
import { askFor, jobPartition } from "./testing/jobs.ts";
import { createOneRegion, EAST, NOON_MS, outboxItems } from "./testing/one-region.ts";

const WEST = region("us-west-2");

test("a promise is read back with its record, its time and no attempts", async () => {
  const region = createOneRegion();
  const { record, outbox } = await askFor(region, "a");

  const [item] = await outboxItems(region);

  expect(item).toMatchObject({ sort: outbox.sort, partition: outbox.partition, wake: "outbox" });
  expect(readOutboxItem(must(item, "the promise stands"))).toMatchObject({
    record,
    attempts: 0,
    notBeforeMs: NOON_MS,
    isPutOff: false,
  });
});

test("put off it keeps its place, its record and its time, counts the attempt, says why and wakes nobody", async () => {
  const region = createOneRegion();
  const { record, outbox } = await askFor(region, "a");
  const promised = must(readOutboxItem(must((await outboxItems(region))[0], "the promise stands")), "it is a promise");
  const stamp = region.stamps.next({ above: promised.item.stamp });
  const write = postpone(promised, { untilMs: NOON_MS + 1_500.5, why: "the provider is away" });

  expect((await region.table.commit({ id: "cmt_put_off", stamp, writes: [write] })).ok).toBe(true);

  const [item] = await outboxItems(region);
  expect(item).toMatchObject({ sort: outbox.sort, data: { why: "the provider is away" } });
  expect(item).not.toHaveProperty("wake");
  const waiting = readOutboxItem(must(item, "the promise stands"));
  expect(waiting).toMatchObject({ record, at: promised.at, attempts: 1, notBeforeMs: NOON_MS + 1_501, isPutOff: true });
});

test("a promise that was kept meanwhile is not brought back by putting it off", async () => {
  const region = createOneRegion();
  await askFor(region, "a");
  const promised = must(readOutboxItem(must((await outboxItems(region))[0], "the promise stands")), "it is a promise");
  const stamp = region.stamps.next({ above: promised.item.stamp });
  await region.table.commit({ id: "cmt_settled", stamp, writes: [settleOutbox(promised)] });

  const write = postpone(promised, { untilMs: NOON_MS + 1_000, why: "the provider is away" });
  const outcome = await region.table.commit({ id: "cmt_put_off", stamp, writes: [write] });

  expect(outcome).toMatchObject({ ok: false, refusals: [{ reason: "version" }] });
  expect(await outboxItems(region)).toEqual([]);
});

test("an event has one id in every region, and its item stands in its region's own partitions, oldest first", () => {
  const at = (ms: number, place = EAST): ReturnType<typeof promise> =>
    promise({
      region: place,
      record: jobPartition("a"),
      event: "charge",
      stamp: formatStamp({ ms: NOON_MS + ms, counter: 0, region: place }),
    });

  expect(at(0, WEST).data["eventId"]).toBe(at(0).data["eventId"]);
  expect(outboxPartitions(EAST)).toContain(at(0).key.partition);
  expect(outboxPartitions(WEST)).toContain(at(0, WEST).key.partition);
  expect(at(0).key.sort < at(1).key.sort).toBe(true);
  expect(parseSort(at(0).key.sort).region).toBe(EAST);
});

test("promises spread over all partitions", () => {
  const stamp = formatStamp({ ms: NOON_MS, counter: 0, region: EAST });
  const used = Array.from({ length: 200 }, (_, index) =>
    promise({ region: EAST, record: jobPartition(String(index)), event: "charge", stamp }),
  ).map(({ key }) => key.partition);

  expect(new Set(used).size).toBe(OUTBOX_BUCKET_COUNT);
});
