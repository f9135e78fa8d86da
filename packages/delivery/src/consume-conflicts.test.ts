import type { RegionTable } from "@tandem/replication";
import { expect, test } from "vitest";
import { type Consumer, createConsumer } from "./consume.ts";
import type { ProductPort } from "./product-port.ts";
import { askFor, type ChargeDue, createJobs, createProvider, jobPartition } from "./testing/jobs.ts";
import { createOneRegion, type OneRegion } from "./testing/one-region.ts";

const BACKOFF = { firstMs: 1_000, mostMs: 60_000 };

/** Jobs of which each is a conflict that is settled when it is noted. */
function consumerOf(region: OneRegion, isAway: boolean, table: RegionTable = region.table): Consumer {
  const jobs = createJobs(createProvider(() => isAway));
  const product: ProductPort<ChargeDue> = {
    ...jobs,
    settle(state) {
      const settlement = jobs.settle(state);
      return { ...settlement, conflicts: settlement.writes.length };
    },
  };
  return createConsumer({ ...region, table, product, backoff: BACKOFF });
}

test("a conflict is counted by the hint that settled it, and by no later one", async () => {
  const region = createOneRegion();
  const hint = await askFor(region, "a");
  const consumer = consumerOf(region, false);

  expect(await consumer.consume(hint)).toEqual({ did: "performed", conflicts: 1 });
  expect(await consumer.consume(hint)).toEqual({ did: "nothing owed", conflicts: 0 });
});

test("a conflict is counted although the effect has to wait, and by whom who only settles", async () => {
  const [waiting, settling] = [createOneRegion(), createOneRegion()];
  const hint = await askFor(waiting, "a");
  await askFor(settling, "a");

  expect(await consumerOf(waiting, true).consume(hint)).toEqual({ did: "postponed", conflicts: 1 });
  expect(await consumerOf(waiting, true).consume(hint)).toEqual({ did: "not yet due", conflicts: 0 });
  expect(await consumerOf(settling, true).consume({ record: jobPartition("a") })).toEqual({
    did: "settled",
    conflicts: 1,
  });
});

test("a conflict that only the effect's own result decides is counted with it", async () => {
  const region = createOneRegion();
  const hint = await askFor(region, "a");
  const jobs = createJobs(createProvider());
  const product: ProductPort<ChargeDue> = {
    ...jobs,
    settle(state) {
      const isDecided = state.items.some(({ sort }) => sort.startsWith("DONE#"));
      const settlement = jobs.settle(state);
      return { ...settlement, conflicts: isDecided ? settlement.writes.length : 0 };
    },
  };
  const consumer = createConsumer({ ...region, product, backoff: BACKOFF });

  expect(await consumer.consume(hint)).toEqual({ did: "performed", conflicts: 1 });
  expect(await consumer.consume(hint)).toEqual({ did: "nothing owed", conflicts: 0 });
});

test("a round that is refused counts nothing: whoever came first has counted it", async () => {
  const region = createOneRegion();
  const hint = await askFor(region, "a");
  const other = consumerOf(region, false);
  let count = 0;
  const beaten: RegionTable = {
    ...region.table,
    async commit(commit) {
      count += 1;
      if (count === 1) await other.consume(hint);
      return region.table.commit(commit);
    },
  };

  expect(await consumerOf(region, false, beaten).consume(hint)).toEqual({ did: "nothing owed", conflicts: 0 });
});
