import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import type { Environment } from "../machine/environment.ts";
import { createReplicaEndpoint } from "./replica-endpoint.ts";
import { createStreamLog, type StreamRecord } from "./stream-log.ts";
import { type BatchReport, createStreamMapping } from "./stream-mapping.ts";
import { createPoolBench } from "./testing/functions.ts";
import { EAST, put } from "./testing/items.ts";

const NUMBERS = {
  batchSize: 4,
  maximumRetryAttempts: 3,
  maximumRecordAgeInSeconds: 3_600,
  bisectBatchOnFunctionError: true,
  filters: () => [{ dynamodb: { NewImage: { wake: { S: ["changed"] } } } }],
};

type Forward = (environment: Environment, sequences: readonly number[]) => Promise<BatchReport>;

function createBench({ forward = async () => undefined, seed = 1 }: { forward?: Forward; seed?: number } = {}) {
  const bench = createPoolBench({ seed });
  const { machine, network, pool } = bench;
  const endpoint = createReplicaEndpoint({ region: EAST, nowMs: machine.nowMs });
  const batches: string[] = [];
  const lost: number[] = [];
  const sequencesOf = (records: readonly StreamRecord[]) => records.map(({ sequence }) => sequence);
  const mapping = createStreamMapping({
    machine,
    network,
    region: EAST,
    pool,
    numbers: NUMBERS,
    log: createStreamLog(endpoint, machine.nowMs),
    async forward(environment, records) {
      batches.push(sequencesOf(records).join());
      return forward(environment, sequencesOf(records));
    },
    gaveUp: (records) => lost.push(...sequencesOf(records)),
  });
  /** Items that wake somebody, and beside each one that does not; so the records that pass have odd numbers. */
  const write = (count: number) =>
    endpoint.replica.replace(
      Array.from({ length: count }, (_, value) => [
        put({ name: `W${value}`, wake: "changed" }),
        put({ name: `Q${value}` }),
      ]).flat(),
    );
  return { ...bench, batches, lost, mapping, write };
}

it("records come in order, in batches, without those that the filter holds back", async () => {
  const { batches, mapping, write, until } = createBench();

  write(6);
  await until(10 * SECOND_MS);

  expect([batches, mapping.isIdle()]).toEqual([["1,3,5,7", "9,11"], true]);
});

it("behind the last record that was done everything comes again", async () => {
  let failures = 1;
  const { batches, lost, write, until } = createBench({
    async forward(_, sequences) {
      const bad = sequences.indexOf(5);
      if (bad < 0 || failures === 0) return undefined;
      failures -= 1;
      return { failedFrom: bad };
    },
  });

  write(4);
  await until(MINUTE_MS);

  expect([batches, lost]).toEqual([["1,3,5,7", "5,7"], []]);
});

it("one bad record is cut out of its batch, tried as often as it may be, and given up alone", async () => {
  const { batches, lost, write, until } = createBench({
    async forward(_, sequences) {
      return sequences.includes(3) ? { failedFrom: 0 } : undefined;
    },
  });

  write(4);
  await until(MINUTE_MS);

  expect(batches).toEqual(["1,3,5,7", "1,3", "1", "3", "3", "3", "3", "5,7"]);
  expect(lost).toEqual([3]);
});

it("a batch whose environment died comes again", async () => {
  let deaths = 1;
  const { batches, write, until } = createBench({
    async forward(environment) {
      if (deaths > 0) {
        deaths -= 1;
        environment.kill("for the test");
      }
      return undefined;
    },
  });

  write(1);
  await until(MINUTE_MS);

  expect(batches).toEqual(["1", "1"]);
});

it("now and then a batch comes twice though it was done", async () => {
  const counts = new Set<number>();
  for (let seed = 0; seed < 300 && counts.size < 2; seed += 1) {
    const { batches, write, until } = createBench({ seed });
    write(1);
    await until(10 * SECOND_MS);
    counts.add(batches.length);
  }

  expect([...counts].toSorted()).toEqual([1, 2]);
});

it("what waits longer than it may, while pollers are stuck or the region is down, is given up", async () => {
  for (const stop of ["stuck", "down"] as const) {
    const { batches, lost, mapping, network, write, until } = createBench();
    if (stop === "stuck") mapping.setStuck(true);
    const bringBack = stop === "down" ? network.takeDown(EAST) : () => mapping.setStuck(false);
    write(1);
    await until(HOUR_MS);
    write(2);
    await until(HOUR_MS + SECOND_MS);
    const during = [...batches];

    bringBack();
    await until(HOUR_MS + MINUTE_MS);

    // The second writing changed the first item again, and created one beside it.
    expect([during, lost, batches]).toEqual([[], [1], ["3,5"]]);
  }
});
