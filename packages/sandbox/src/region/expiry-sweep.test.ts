import { HOUR_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { START_MS } from "../machine/machine.ts";
import { startExpirySweep } from "./expiry-sweep.ts";
import { EAST, partitionOf, put, WEST } from "./testing/items.ts";
import { createTwoReplicas, type TwoReplicas } from "./testing/two-replicas.ts";

const EXPIRES_AT_S = START_MS / SECOND_MS + 10;

function sweptWorld(seed: number): TwoReplicas {
  const world = createTwoReplicas({ seed });
  for (const endpoint of [world.east, world.west]) {
    startExpirySweep({ ...world, endpoint, random: world.machine.fork(`sweep of ${endpoint.region}`) });
  }
  world.east.replica.replace([put({ name: "A", expiresAtS: EXPIRES_AT_S })]);
  return world;
}

it("every replica deletes by itself, and either may be the first", async () => {
  const first = new Set<string>();
  for (let seed = 0; seed < 20; seed += 1) {
    const { east, west, until } = sweptWorld(seed);
    for (const endpoint of [east, west]) {
      endpoint.watch((changes) => {
        for (const { origin } of changes) if (origin === "expiry") first.add(endpoint.region);
      });
    }

    await until(30 * HOUR_MS);

    expect([east, west].map(({ replica }) => replica.list(partitionOf()))).toEqual([[], []]);
  }

  expect([...first].toSorted()).toEqual([EAST, WEST]);
});

it("an expired item lies there for a while before anybody deletes it", async () => {
  const { east, until } = sweptWorld(1);

  await until(11 * SECOND_MS);

  expect(east.replica.list(partitionOf())).toHaveLength(1);
});

it("a deletion that was made before a renewal was known may win over it everywhere", async () => {
  const { east, west, network, until } = createTwoReplicas();
  east.replica.replace([put({ name: "A", expiresAtS: EXPIRES_AT_S })]);
  await until(11 * SECOND_MS);
  const mend = network.cut([{ from: EAST, to: WEST }]);

  east.replica.replace([put({ name: "A", value: 2, expiresAtS: EXPIRES_AT_S + 1_000 })]);
  await until(12 * SECOND_MS);
  west.deleteExpired(10);
  mend();
  await until(20 * SECOND_MS);

  expect([east, west].map(({ replica }) => replica.list(partitionOf()))).toEqual([[], []]);
});

it("a region that is down deletes nothing", async () => {
  const { east, network, until } = sweptWorld(1);
  network.takeDown(EAST);

  await until(30 * HOUR_MS);

  expect(east.replica.list(partitionOf())).toHaveLength(1);
});
