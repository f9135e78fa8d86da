import { below } from "@tandem/kernel";
import { expect, it } from "vitest";
import { START_MS } from "../machine/machine.ts";
import type { ReplicaEndpoint } from "./replica-endpoint.ts";
import { EAST, partitionOf, put, removal, WEST } from "./testing/items.ts";
import { createTwoReplicas } from "./testing/two-replicas.ts";

/** The longest that a straggler takes, and the usual way beside it. */
const STRAGGLED_MS = 25_000;
const names = ({ replica }: ReplicaEndpoint) => replica.list(partitionOf()).map(({ sort }) => sort.split("#")[0]);
const all = ({ replica }: ReplicaEndpoint) => replica.scan(undefined, Number.POSITIVE_INFINITY);

it("a write is seen over there when the lag has passed, never before, and soon after", async () => {
  const { east, west, until, westward } = createTwoReplicas({ lagMs: 1_000 });
  east.replica.replace([put({ name: "A" })]);

  await until(999);
  const before = [names(west), westward.backlog()];
  await until(1_261);

  expect(before).toEqual([[], { count: 1, sinceMs: START_MS }]);
  expect([names(west), westward.backlog()]).toEqual([["A"], { count: 0, sinceMs: undefined }]);
});

it("the items of one commit arrive one by one, and not always in the order they were written", async () => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 30; seed += 1) {
    const { east, west, until } = createTwoReplicas({ seed });
    const arrived: string[] = [];
    west.watch((changes) => arrived.push(changes.map(({ sort }) => sort.split("#")[0]).join("+")));
    east.replica.replace([put({ name: "A" }), put({ name: "B" })]);

    await until(STRAGGLED_MS);
    orders.add(arrived.join());
  }

  expect([...orders].toSorted()).toEqual(["A,B", "B,A"]);
});

it("now and then half of a commit is seen for seconds, until the other half arrives", async () => {
  const halves: number[] = [];
  for (let seed = 0; seed < 300; seed += 1) {
    const { east, west, until } = createTwoReplicas({ seed });
    east.replica.replace([put({ name: "A" }), put({ name: "B" })]);
    await until(3_000);
    if (names(west).length === 1) halves.push(seed);
    await until(STRAGGLED_MS);
    expect(names(west)).toEqual(["A", "B"]);
  }

  expect(halves.length).toBeGreaterThan(0);
  expect(halves.length).toBeLessThan(30);
});

it("now and then two changes of an item arrive as one", async () => {
  const counts = new Set<number>();
  for (let seed = 0; seed < 30; seed += 1) {
    const { east, west, until } = createTwoReplicas({ seed });
    let arrivals = 0;
    west.watch(() => {
      arrivals += 1;
    });
    east.replica.replace([put({ name: "A", value: 1 })]);
    await until(50);
    east.replica.replace([put({ name: "A", value: 2 })]);

    await until(1_000);
    counts.add(arrivals);
    expect(all(west)).toEqual(all(east));
  }

  expect([...counts].toSorted()).toEqual([1, 2]);
});

it("nothing passes a road that is cut, what was on its way included; all of it comes when the road is open", async () => {
  const { east, west, network, until, westward } = createTwoReplicas();
  east.replica.replace([put({ name: "BEFORE" })]);
  const mend = network.cut([{ from: EAST, to: WEST }]);
  east.replica.replace([put({ name: "DURING" })]);

  await until(3_600_000);
  const apart = [names(west), westward.backlog().count];
  mend();
  await until(3_601_000);

  expect(apart).toEqual([[], 2]);
  expect(names(west)).toEqual(["BEFORE", "DURING"]);
});

it("a road that is cut one way carries what goes the other way", async () => {
  const { east, west, network, until } = createTwoReplicas();
  network.cut([{ from: EAST, to: WEST }]);
  east.replica.replace([put({ name: "A", region: EAST })]);
  west.replica.replace([put({ name: "B", region: WEST })]);

  await until(1_000);

  expect([names(east), names(west)]).toEqual([["A", "B"], ["B"]]);
});

it("a lag that ends is not waited for", async () => {
  const { east, west, until, westward } = createTwoReplicas();
  westward.setLag(300_000);
  east.replica.replace([put({ name: "A" })]);
  await until(1_000);
  const during = names(west);

  westward.setLag(undefined);
  await until(1_500);

  expect([during, names(west)]).toEqual([[], ["A"]]);
});

it("two replicas that both wrote the same items, with cuts in between, end alike", async () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const { machine, east, west, network, until } = createTwoReplicas({ seed, lagMs: 200 });
    const random = machine.fork("writes");
    for (let step = 1; step <= 60; step += 1) {
      const writer = below(random, 2) === 0 ? east : west;
      const words = { name: `ITEM-${below(random, 4)}`, value: step };
      writer.replica.replace([below(random, 4) === 0 ? removal(words) : put(words)]);
      const mend = below(random, 3) === 0 ? network.cut([{ from: EAST, to: WEST }]) : undefined;
      await until(step * 40);
      mend?.();
    }

    await until(60_000);

    expect(all(west)).toEqual(all(east));
  }
});
