import { below, createSeededRandom } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createReplicaEndpoint, type RecordedChange, type ReplicaEndpoint, type Version } from "./replica-endpoint.ts";
import { EAST, item, partitionOf, put, removal, WEST } from "./testing/items.ts";

function endpointOf(region = EAST, clock = { nowMs: 1_000_000 }): ReplicaEndpoint & { readonly written: Version[] } {
  const endpoint = createReplicaEndpoint({ region, nowMs: () => clock.nowMs });
  const written: Version[] = [];
  endpoint.watch((changes) => written.push(...changes.filter(({ origin }) => origin === "program")));
  return { ...endpoint, written };
}

const values = (endpoint: ReplicaEndpoint) => endpoint.replica.list(partitionOf()).map(({ commitId }) => commitId);

it("every order in which the versions of two regions arrive ends in the same items", () => {
  const [east, west] = [endpointOf(EAST), endpointOf(WEST)];
  for (let value = 0; value < 6; value += 1) {
    const writer = value % 2 === 0 ? east : west;
    writer.replica.replace([
      value === 4 ? removal({ name: "A" }) : put({ name: "A", value }),
      put({ name: "B", value }),
    ]);
  }
  const versions = [...east.written, ...west.written];

  const endings = Array.from({ length: 50 }, (_, seed) => {
    const third = endpointOf(EAST);
    const random = createSeededRandom(seed);
    const left = [...versions, ...versions];
    while (left.length > 0) for (const version of left.splice(below(random, left.length), 1)) third.receive(version);
    return values(third).join();
  });

  expect(new Set(endings).size).toBe(1);
});

it("a version that is older than what stands here is dropped, and nobody is told of it", () => {
  const [early, late] = [endpointOf(EAST), endpointOf(WEST, { nowMs: 2_000_000 })];
  early.replica.replace([put({ name: "A", value: 1 })]);
  late.replica.replace([put({ name: "A", value: 2 })]);
  const heard: RecordedChange[] = [];
  late.watch((changes) => heard.push(...changes));

  const outcomes = early.written.map((version) => late.receive(version));

  expect([outcomes, values(late), heard]).toEqual([["older"], ["A-2"], []]);
});

it("a late version does not bring back what was deleted, though its deletion came first", () => {
  const east = endpointOf(EAST);
  const west = endpointOf(WEST);
  east.replica.replace([put({ name: "A" })]);
  east.replica.replace([removal({ name: "A" })]);
  const [creation, deletion] = east.written as [Version, Version];

  const outcomes = [west.receive(deletion), west.receive(creation)];

  expect([outcomes, values(west)]).toEqual([["applied", "older"], []]);
  expect(west.stampAt(creation)).toEqual(deletion.stamp);
});

it("what arrived is written with the stamp it came with, and is not this region's to send on", () => {
  const [east, west] = [endpointOf(EAST), endpointOf(WEST)];
  const heard: RecordedChange[] = [];
  west.watch((changes) => heard.push(...changes));
  east.replica.replace([put({ name: "A" })]);

  for (const version of east.written) west.receive(version);

  expect(heard).toMatchObject([{ origin: "replication", stamp: east.written[0]?.stamp }]);
});

it("expired items are deleted when asked, by a write of this replica with a stamp of its own", () => {
  const clock = { nowMs: 999_999 };
  const east = endpointOf(EAST, clock);
  const heard: RecordedChange[] = [];
  east.replica.replace([
    put({ name: "OLD", expiresAtS: 1_000 }),
    put({ name: "OTHER", expiresAtS: 2_000 }),
    put({ name: "KEPT" }),
  ]);
  east.watch((changes) => heard.push(...changes));

  const before = east.deleteExpired(10);
  clock.nowMs = 1_000_000;
  const after = east.deleteExpired(10);

  expect([before, after]).toEqual([0, 1]);
  expect(heard).toMatchObject([{ sort: item({ name: "OLD" }).sort, after: undefined, origin: "expiry" }]);
});

it("an item that was replaced by one without an end is not deleted", () => {
  const east = endpointOf(EAST);
  east.replica.replace([put({ name: "A", expiresAtS: 1 })]);
  east.replica.replace([put({ name: "A", value: 2 })]);

  expect([east.deleteExpired(10), values(east)]).toEqual([0, ["A-2"]]);
});
