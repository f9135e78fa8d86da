import { createMortalHazard, type MortalHazard } from "@tandem/kernel";
import { expect, test } from "vitest";
import { beat } from "./beat.ts";
import { createConsumer } from "./consume.ts";
import { DELIVERY_HAZARDS, type DeliveryHazard } from "./hazards.ts";
import type { Hint } from "./hint.ts";
import { createSweep } from "./sweep.ts";
import { askFor, createJobs, createProvider, factsOf, jobPartition, type Provider } from "./testing/jobs.ts";
import { createOneRegion, type OneRegion, outboxItems } from "./testing/one-region.ts";
import { createWalk } from "./walk.ts";

const POINTS = Object.keys(DELIVERY_HAZARDS) as readonly DeliveryHazard[];
/** Longer than the sweep's grace and the walk's rest, so that every life finds everything due. */
const BETWEEN_LIVES_MS = 60_000;

interface World {
  readonly region: OneRegion;
  readonly provider: Provider;
  /** A message leaves it when it has been worked on. */
  readonly messages: Hint[];
}

async function createWorld(): Promise<World> {
  const region = createOneRegion();
  await askFor(region, "a");
  return { region, provider: createProvider(), messages: [] };
}

/** All that one process does in its life, one after the other. */
async function live({ region, provider, messages }: World, { hazard }: MortalHazard): Promise<"lived"> {
  region.clock.advance(BETWEEN_LIVES_MS);
  const options = { ...region, hazard, product: createJobs(provider) };
  const queue = { send: async (hints: readonly Hint[]) => void messages.push(...hints), depth: async () => 0 };
  const policy = { graceMs: 1_000, askAgainMostMs: 1_000, depthMax: 0, restMs: 1_000 };
  await beat(options);
  await createWalk({ ...options, policy, isRecord: (partition) => partition === jobPartition("a") }).run();
  await createSweep({ ...options, policy, queue }).run();
  const consumer = createConsumer({ ...options, backoff: { firstMs: 1_000, mostMs: 1_000 } });
  for (let [hint] = messages; hint !== undefined; [hint] = messages) {
    await consumer.consume(hint);
    messages.shift();
  }
  return "lived";
}

test("one life comes to every point that there is, and to no other", async () => {
  const fate = createMortalHazard();

  await live(await createWorld(), fate);

  expect(new Set(fate.reached)).toEqual(new Set(POINTS));
});

test.each(POINTS)("what a process left that died at %s is made good by the next, and charged once", async (point) => {
  const world = await createWorld();
  const first = createMortalHazard(point);

  expect(await Promise.race([live(world, first), first.death])).toBe("died");
  expect(first.reached.at(-1)).toBe(point);
  await live(world, createMortalHazard());

  expect(await factsOf(world.region, "a")).toEqual(["ASKED", "DONE", "NOTED"]);
  expect(await outboxItems(world.region)).toEqual([]);
  expect(world.provider.taken).toEqual([jobPartition("a")]);
});

test("who dies between the effect and the commit leaves the promise, and nothing that says it was done", async () => {
  const world = await createWorld();
  const fate = createMortalHazard("consume.after-effect");

  await Promise.race([live(world, fate), fate.death]);

  expect(world.provider.taken).toHaveLength(1);
  expect(await factsOf(world.region, "a")).not.toContain("DONE");
  expect(await outboxItems(world.region)).toHaveLength(1);
});
