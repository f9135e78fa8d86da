import fc from "fast-check";
import { expect, test } from "vitest";
import { type Consumer, createConsumer } from "./consume.ts";
import { askFor, createJobs, createProvider, factsOf, type Provider } from "./testing/jobs.ts";
import { createOneRegion, type OneRegion, outboxItems } from "./testing/one-region.ts";

/** Many worlds are played: on a busy machine that takes a while. */
const TIMEOUT_MS = 60_000;
const RUNS = 300;
const BACKOFF = { firstMs: 1_000, mostMs: 60_000 };

/** A consumer each of whose calls to the table and the provider waits until the scheduler lets it go on. */
function scheduled(scheduler: fc.Scheduler, region: OneRegion, provider: Provider): Consumer {
  const { table } = region;
  return createConsumer({
    ...region,
    table: {
      ...table,
      read: scheduler.scheduleFunction(table.read),
      page: scheduler.scheduleFunction(table.page),
      commit: scheduler.scheduleFunction(table.commit),
    },
    product: createJobs({ charge: scheduler.scheduleFunction(provider.charge) }),
    backoff: BACKOFF,
  });
}

test("two consumers of one hint, in any interleaving, charge once, write one receipt and leave no promise", {
  timeout: TIMEOUT_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const region = createOneRegion();
      const provider = createProvider();
      const hint = await askFor(region, "a");
      const one = scheduled(scheduler, region, provider);
      const two = scheduled(scheduler, region, provider);

      const ends = await scheduler.waitFor(Promise.all([one.consume(hint), two.consume(hint)]));

      expect(ends.map(({ did }) => did)).toContain("performed");
      expect(provider.taken).toEqual([hint.record]);
      expect(await factsOf(region, "a")).toEqual(["ASKED", "DONE", "NOTED"]);
      expect(await outboxItems(region)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test("one who is told to wait never brings back a promise that the other has kept", {
  timeout: TIMEOUT_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { maxLength: 4 }), async (scheduler, away) => {
      const region = createOneRegion();
      const provider = createProvider((tries) => away[tries - 1] ?? false);
      const hint = await askFor(region, "a");
      const one = scheduled(scheduler, region, provider);
      const two = scheduled(scheduler, region, provider);

      await scheduler.waitFor(Promise.all([one.consume(hint), two.consume(hint)]));

      const isDone = (await factsOf(region, "a")).includes("DONE");
      expect(await outboxItems(region)).toHaveLength(isDone ? 0 : 1);
    }),
    { numRuns: RUNS },
  );
});
