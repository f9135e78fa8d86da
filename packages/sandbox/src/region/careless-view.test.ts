import { expect, it } from "vitest";
import { createMachine, START_MS } from "../machine/machine.ts";
import { createCarelessView, LONG_UNSEEN_MS_MAX } from "./careless-view.ts";
import { createReplicaEndpoint } from "./replica-endpoint.ts";
import { EAST, partitionOf, put, removal } from "./testing/items.ts";

function createView(seed: number) {
  const machine = createMachine({ seed });
  const endpoint = createReplicaEndpoint({ region: EAST, nowMs: machine.nowMs });
  const view = createCarelessView({ endpoint, nowMs: machine.nowMs, random: machine.fork("view") });
  const read = () =>
    view
      .list(partitionOf())
      .map(({ commitId }) => commitId)
      .join();
  return { machine, replica: endpoint.replica, view, read };
}

function valuesSeen(change: "creation" | "change" | "deletion"): ReadonlySet<string> {
  const seen = new Set<string>();
  for (let seed = 0; seed < 60; seed += 1) {
    const { replica, read } = createView(seed);
    if (change !== "creation") replica.replace([put({ name: "A", value: 1 })]);
    replica.replace([put({ name: "B", value: 1 })]);
    for (let count = 0; count < 2; count += 1) read();
    replica.replace([change === "deletion" ? removal({ name: "A" }) : put({ name: "A", value: 2 })]);
    for (let count = 0; count < 6; count += 1) seen.add(read());
  }
  return seen;
}

it("may show an item as it was before its last write, or not yet, or still", () => {
  expect(valuesSeen("creation")).toContain("B-1");
  expect(valuesSeen("change")).toContain("A-1,B-1");
  expect(valuesSeen("deletion")).toContain("A-1,B-1");
});

it("shows everything as it is some seconds later", async () => {
  for (let seed = 0; seed < 30; seed += 1) {
    const { machine, replica, read } = createView(seed);
    replica.replace([put({ name: "A" }), put({ name: "B" })]);

    await machine.run(START_MS + LONG_UNSEEN_MS_MAX);

    expect(Array.from({ length: 4 }, read)).toEqual(["A-0,B-0", "A-0,B-0", "A-0,B-0", "A-0,B-0"]);
  }
});

it("a scan may miss what was just created, and always shows its last item, from where it goes on", () => {
  const counts = new Set<number>();
  for (let seed = 0; seed < 60; seed += 1) {
    const { replica, view } = createView(seed);
    replica.replace(Array.from({ length: 4 }, (_, value) => put({ name: `ITEM-${value}` })));

    const page = view.scan(undefined, 4);

    counts.add(page.length);
    expect(page.at(-1)).toEqual(replica.scan(undefined, 4).at(-1));
  }

  expect(Math.max(...counts)).toBe(4);
  expect(Math.min(...counts)).toBeLessThan(4);
});

it("now and then still hides after a second what was written", async () => {
  const late: number[] = [];
  for (let seed = 0; seed < 600; seed += 1) {
    const { machine, replica, read } = createView(seed);
    replica.replace([put({ name: "A" })]);
    await machine.run(START_MS + 1_000);
    if (Array.from({ length: 8 }, read).includes("")) late.push(seed);
  }

  expect(late.length).toBeGreaterThan(0);
  expect(late.length).toBeLessThan(30);
});
