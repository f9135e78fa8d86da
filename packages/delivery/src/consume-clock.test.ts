import { type Clock, createManualClock, HOUR_MS } from "@tandem/kernel";
import { createStampClock, type StampClock, TABLE_TIME_RESOLUTION_MS } from "@tandem/replication";
import { expect, test } from "vitest";
import { type Consumer, createConsumer } from "./consume.ts";
import { readOutboxItem } from "./outbox.ts";
import { askFor, createJobs, createProvider } from "./testing/jobs.ts";
import { createOneRegion, EAST, NOON_MS, type OneRegion, outboxItems } from "./testing/one-region.ts";

const BACKOFF = { firstMs: 1_000, mostMs: 60_000 };

function consumerOf(region: OneRegion, stamps: StampClock, isAway = () => false): Consumer {
  return createConsumer({ ...region, stamps, product: createJobs(createProvider(isAway)), backoff: BACKOFF });
}

test("work that was never put off is done at once, also by a machine whose clock is behind its stamp", async () => {
  const region = createOneRegion();
  const hint = await askFor(region, "a");
  const stamps = stampsOf(createManualClock(NOON_MS - 5_000));

  expect(await consumerOf(region, stamps).consume(hint)).toMatchObject({ did: "performed" });
});

test("a machine whose clock is an hour ahead puts work off by its backoff, and not by the hour", async () => {
  const region = createOneRegion();
  const hint = await askFor(region, "a");
  const stamps = stampsOf(createManualClock(NOON_MS + HOUR_MS));
  const isAway = () => true;

  expect(await consumerOf(region, stamps, isAway).consume(hint)).toMatchObject({ did: "postponed" });

  const [item] = await outboxItems(region);
  const notBeforeMs = item === undefined ? 0 : (readOutboxItem(item)?.notBeforeMs ?? 0);
  expect(notBeforeMs).toBeLessThanOrEqual(NOON_MS + TABLE_TIME_RESOLUTION_MS + BACKOFF.firstMs);
});

/** The stamps of a machine with a clock of its own, which has heard the table's time once. */
function stampsOf(clock: Clock): StampClock {
  const stamps = createStampClock({ region: EAST, clock });
  stamps.witness(NOON_MS);
  return stamps;
}
