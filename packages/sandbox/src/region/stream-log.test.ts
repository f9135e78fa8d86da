import { DAY_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createReplicaEndpoint } from "./replica-endpoint.ts";
import { createStreamLog } from "./stream-log.ts";
import { EAST, put, removal, WEST } from "./testing/items.ts";

function createBench() {
  const clock = { nowMs: 1_000_000 };
  const endpoint = createReplicaEndpoint({ region: EAST, nowMs: () => clock.nowMs });
  const log = createStreamLog(endpoint, () => clock.nowMs);
  const names = (after = 0, limit = 100) =>
    log.read(after, limit).map(({ sequence, eventName, change }) => `${sequence} ${eventName} ${change.origin}`);
  return { clock, endpoint, log, names };
}

it("holds every change of the replica in order: its own, those that arrived, and deletions by expiry", () => {
  const { endpoint, names } = createBench();
  endpoint.replica.replace([put({ name: "A", value: 1, expiresAtS: 1 }), put({ name: "B" })]);
  endpoint.replica.replace([put({ name: "B", value: 2 })]);
  endpoint.receive({ ...put({ name: "C", region: WEST }), stamp: { us: 1, region: WEST } });
  endpoint.replica.replace([removal({ name: "B" })]);
  endpoint.deleteExpired(10);

  expect(names()).toEqual([
    "1 INSERT program",
    "2 INSERT program",
    "3 MODIFY program",
    "4 INSERT replication",
    "5 REMOVE program",
    "6 REMOVE expiry",
  ]);
});

it("a page goes on behind the last record that was read", () => {
  const { endpoint, names } = createBench();
  endpoint.replica.replace(["A", "B", "C"].map((name) => put({ name })));

  expect([names(0, 2), names(2, 2), names(3, 2)]).toEqual([
    ["1 INSERT program", "2 INSERT program"],
    ["3 INSERT program"],
    [],
  ]);
});

it("a record is trimmed after a day, whether it was read or not", () => {
  const { clock, endpoint, names } = createBench();
  endpoint.replica.replace([put({ name: "A" })]);
  clock.nowMs += 1;
  endpoint.replica.replace([put({ name: "B" })]);

  clock.nowMs += DAY_MS;

  expect(names()).toEqual(["2 INSERT program"]);
});

it("tells of each change what was recorded of it", () => {
  const { endpoint, log } = createBench();
  const told: number[] = [];
  log.watch((records) => told.push(...records.map(({ sequence }) => sequence)));

  endpoint.replica.replace([put({ name: "A" }), put({ name: "B" })]);

  expect(told).toEqual([1, 2]);
});
