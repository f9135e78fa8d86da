import { Fault } from "@tandem/kernel";
import type { RegionTable } from "@tandem/replication";
import { expect, test } from "vitest";
import { type Consumer, type ConsumerOptions, createConsumer } from "./consume.ts";
import {
  askFor,
  type ChargeDue,
  createJobs,
  createProvider,
  factsOf,
  jobPartition,
  type Provider,
} from "./testing/jobs.ts";
import { createOneRegion, EAST, type OneRegion, outboxItems } from "./testing/one-region.ts";

const BACKOFF = { firstMs: 1_000, mostMs: 60_000 };

function consumerOf(
  region: OneRegion,
  provider: Pick<Provider, "charge">,
  changed: Partial<ConsumerOptions<ChargeDue>> = {},
): Consumer {
  return createConsumer({ ...region, product: createJobs(provider), backoff: BACKOFF, ...changed });
}

function lostAnswer(): Fault {
  return new Fault({ code: "timeout", message: "no answer in time", retryable: true, mayBeDone: true });
}

test("work that is due is done once, its receipt written and its promise erased", async () => {
  const region = createOneRegion();
  const provider = createProvider();
  const hint = await askFor(region, "a");
  const consumer = consumerOf(region, provider);

  expect(await consumer.consume(hint)).toMatchObject({ did: "performed" });
  expect(await factsOf(region, "a")).toEqual(["ASKED", "DONE", "NOTED"]);
  expect(await outboxItems(region)).toEqual([]);
  expect(await consumer.consume(hint)).toMatchObject({ did: "nothing owed" });
  expect(provider.asked).toBe(1);
});

test("a crash before the effect leaves the work to the next hint", async () => {
  const region = createOneRegion();
  const provider = createProvider();
  const hint = await askFor(region, "a");
  const crashing = consumerOf(region, { charge: () => Promise.reject(new Error("killed")) });

  await expect(crashing.consume(hint)).rejects.toThrow("killed");
  expect(await outboxItems(region)).toHaveLength(1);

  expect(await consumerOf(region, provider).consume(hint)).toMatchObject({ did: "performed" });
  expect(provider.taken).toHaveLength(1);
});

test("a crash between the effect and the commit asks again under the same key, and nothing is taken twice", async () => {
  const region = createOneRegion();
  const provider = createProvider();
  const hint = await askFor(region, "a");
  const table: RegionTable = { ...region.table, commit: () => Promise.reject(new Error("killed")) };

  await expect(consumerOf(region, provider, { table }).consume(hint)).rejects.toThrow("killed");
  expect(provider.taken).toHaveLength(1);
  expect(await factsOf(region, "a")).toEqual(["ASKED"]);

  expect(await consumerOf(region, provider).consume(hint)).toMatchObject({ did: "performed" });
  expect(provider.asked).toBe(2);
  expect(provider.taken).toHaveLength(1);
  expect(await outboxItems(region)).toEqual([]);
});

test("without its own key the same crash would have taken twice", async () => {
  const region = createOneRegion();
  const provider = createProvider();
  const hint = await askFor(region, "a");
  const keyless = { charge: (key: string) => provider.charge(`${key}, time ${provider.asked + 1}`) };
  const table: RegionTable = { ...region.table, commit: () => Promise.reject(new Error("killed")) };

  await expect(consumerOf(region, keyless, { table }).consume(hint)).rejects.toThrow("killed");
  await consumerOf(region, keyless).consume(hint);

  expect(provider.taken).toHaveLength(2);
});

test("a commit whose answer was lost stands, and the hint that comes again finds nothing to do", async () => {
  const region = createOneRegion();
  const provider = createProvider();
  const hint = await askFor(region, "a");
  const table: RegionTable = {
    ...region.table,
    async commit(commit) {
      await region.table.commit(commit);
      throw lostAnswer();
    },
  };

  await expect(consumerOf(region, provider, { table }).consume(hint)).rejects.toThrow(Fault);

  expect(await consumerOf(region, provider).consume(hint)).toMatchObject({ did: "nothing owed" });
  expect(provider.asked).toBe(1);
  expect(await factsOf(region, "a")).toEqual(["ASKED", "DONE", "NOTED"]);
});

test("a provider that is away puts the work off, with what is owed besides written, and a hint before its time asks nobody", async () => {
  const region = createOneRegion();
  const provider = createProvider((tries) => tries <= 2);
  const hint = await askFor(region, "a");
  const consumer = consumerOf(region, provider);

  expect(await consumer.consume(hint)).toMatchObject({ did: "postponed" });
  expect(await factsOf(region, "a")).toEqual(["ASKED", "NOTED"]);
  expect(await consumer.consume(hint)).toMatchObject({ did: "not yet due" });
  expect(provider.asked).toBe(1);

  region.clock.advance(BACKOFF.firstMs);
  expect(await consumer.consume(hint)).toMatchObject({ did: "postponed" });
  region.clock.advance(BACKOFF.firstMs / 2);
  expect(await consumer.consume(hint)).toMatchObject({ did: "not yet due" });
  region.clock.advance(1.5 * BACKOFF.firstMs);
  expect(await consumer.consume(hint)).toMatchObject({ did: "performed" });
  expect(await outboxItems(region)).toEqual([]);
});

test("work that says when it can be done is put off until then, and no sooner asked for", async () => {
  const region = createOneRegion();
  const provider = createProvider();
  const hint = await askFor(region, "a");
  const untilMs = region.clock.nowMs() + 7_000;
  const jobs = createJobs(provider);
  const early = { ...jobs, perform: async () => ({ kind: "later", why: "it is too early", untilMs }) as const };
  const consumer = consumerOf(region, provider);

  expect(await consumerOf(region, provider, { product: early }).consume(hint)).toMatchObject({ did: "postponed" });
  region.clock.advance(6_999);
  expect(await consumer.consume(hint)).toMatchObject({ did: "not yet due" });
  region.clock.advance(1);
  expect(await consumer.consume(hint)).toMatchObject({ did: "performed" });
  expect(provider.asked).toBe(1);
});

test("a hint whose outbox item is gone does no effect, even where no receipt has arrived", async () => {
  const region = createOneRegion();
  const provider = createProvider();
  const { record } = await askFor(region, "a");
  const gone = await askFor(region, "b");
  await consumerOf(region, createProvider()).consume(gone);

  expect(await consumerOf(region, provider).consume({ record, outbox: gone.outbox })).toMatchObject({ did: "settled" });
  expect(await consumerOf(region, provider).consume({ record })).toMatchObject({ did: "nothing owed" });
  expect(provider.asked).toBe(0);
});

test("a hint that names another record's outbox item does not end that other's work", async () => {
  const region = createOneRegion();
  const answered = await askFor(region, "a");
  await consumerOf(region, createProvider()).consume(answered);
  const waiting = await askFor(region, "b");

  await consumerOf(region, createProvider()).consume({ record: answered.record, outbox: waiting.outbox });

  expect(await outboxItems(region)).toHaveLength(1);
});

test("a promise met without its fact, half of a commit, is left alone and not taken for one that is kept", async () => {
  const region = createOneRegion();
  const provider = createProvider();
  const hint = await askFor(region, "a");
  const half: RegionTable = { ...region.table, read: async (partitions) => partitions.map(() => []) };

  expect(await consumerOf(region, provider, { table: half }).consume(hint)).toMatchObject({ did: "nothing owed" });

  expect(await outboxItems(region)).toHaveLength(1);
  expect(await consumerOf(region, provider).consume(hint)).toMatchObject({ did: "performed" });
});

test("a record that somebody else changes in every round ends in a fault, so that its message comes again", async () => {
  const region = createOneRegion();
  const hint = await askFor(region, "a");
  const standing = { index: 0, reason: "stands", standing: undefined } as const;
  const table: RegionTable = { ...region.table, commit: async () => ({ ok: false, refusals: [standing] }) };

  const consumed = consumerOf(region, createProvider(), { table }).consume(hint);

  await expect(consumed).rejects.toMatchObject({ code: "contended", retryable: true, mayBeDone: false });
  expect(await outboxItems(region)).toHaveLength(1);
});

test("a record that nobody knows owes nothing", async () => {
  const region = createOneRegion();

  expect(await consumerOf(region, createProvider()).consume({ record: jobPartition("none") })).toMatchObject({
    did: "nothing owed",
  });
  expect(region.table.region).toBe(EAST);
});
