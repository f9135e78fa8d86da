import { type Region, regionList } from "@tandem/kernel";
import type { Plan } from "@tandem/sandbox";
import { expect, test } from "vitest";
import { compareDays, tellDifference } from "./compare-days.ts";
import { playQuietly } from "./play-quietly.ts";
import { drawQuietPlan } from "./quiet-plan.ts";
import { createSimulatedQuietWorld } from "./quiet-simulated.ts";
import type { QuietWorld } from "./quiet-world.ts";

const SEED = 1;
const PLAN = drawQuietPlan(SEED, "Q");
const world = (chance: number) => createSimulatedQuietWorld(chance, PLAN.regions);

/** A world in which every total is a cent too high. */
function dearer(honest: QuietWorld): QuietWorld {
  return {
    ...honest,
    name: "dearer",
    shop: {
      ...honest.shop,
      async ask(request) {
        const heard = await honest.shop.ask(request);
        if (heard.kind !== "answer" || !("total" in (heard.body as object))) return heard;
        const body = heard.body as { readonly total: number };
        return { ...heard, body: { ...body, total: body.total + 1 } };
      },
    },
  };
}

test("a quiet day leaves nothing to chance: with other luck everybody is told the same, and the replicas hold the same", async () => {
  const [one, other] = [await playQuietly(world(SEED), PLAN), await playQuietly(world(SEED + 1), PLAN)];

  expect(compareDays(one, other).map(tellDifference)).toEqual([]);
  expect(one.ending.charges.length).toBeGreaterThan(0);
});

/** The east has ten pieces of tea, and the west, which has none, is asked for three, and asked again. */
function shortPlan(): Plan {
  const [east, west] = regionList(["us-east-1", "us-west-2"]) as readonly [Region, Region];
  const patience = { timeoutMs: 10_000, triesMax: 5, pauseMs: 500, moves: false };
  const order = (key: string) =>
    ({ kind: "place-order", customer: "ada", key, lines: [{ sku: "TEA", quantity: 3 }] }) as const;
  const operations = [
    { region: east, operation: { kind: "put-product", sku: "TEA", name: "Tea", price: 500 } as const },
    { region: east, operation: { kind: "restock", sku: "TEA", quantity: 10, key: "the-first-restock" } as const },
    { region: west, operation: order("the-first-order-of-ada") },
    { region: west, operation: order("the-second-order-of-ada") },
  ].map((each, index) => ({ ...each, id: `${each.operation.kind} ${index}`, afterMs: index * 1_000, patience }));
  return { regions: [east, west], customers: ["ada"], skus: ["TEA"], operations };
}

test("what ticks do is no chance either: stock moves to where somebody asked in vain, and as much with other luck", async () => {
  const plan = shortPlan();
  const play = (chance: number) => playQuietly(createSimulatedQuietWorld(chance, plan.regions), plan);

  const [one, other] = [await play(1), await play(2)];

  expect(compareDays(one, other).map(tellDifference)).toEqual([]);
  const orders = one.history.events.filter((event) => event.kind === "answered").map(({ status }) => status);
  expect(orders.slice(2, 4)).toEqual([409, 201]);
  const sorts = one.ending.replicas.flatMap(({ items }) => items.map(({ sort }) => sort.split("#")[0]));
  expect(sorts).toEqual(expect.arrayContaining(["WANTED", "GIVEN", "TAKEN"]));
});

test("an answer that is not the same is named, with who asked what, and both answers", async () => {
  const [honest, wrong] = [await playQuietly(world(SEED), PLAN), await playQuietly(dearer(world(SEED)), PLAN)];

  const differences = compareDays(honest, wrong);

  expect(differences.length).toBeGreaterThan(0);
  expect(tellDifference(differences[0] ?? { about: "", said: [] })).toMatch(
    /^place-order \d+, in us-[\w-]+: \{.*\}\n {2}simulated: 201 .*"total":\d+.*\n {2}dearer: 201 /,
  );
});

test("what lies in a replica, or in the provider's book, of one world alone is named", async () => {
  const day = await playQuietly(world(SEED), PLAN);
  const [first, ...others] = day.ending.replicas;
  const emptier = {
    ...day.ending,
    replicas: [{ region: first?.region, items: [] }, ...others] as typeof day.ending.replicas,
  };

  const inReplica = compareDays(day, { ...day, world: "emptier", ending: emptier });
  const inBook = compareDays(day, { ...day, ending: { ...day.ending, charges: day.ending.charges.slice(1) } });

  expect(inReplica.map(({ about }) => about)).toEqual([`what the replica of ${first?.region} holds in the end`]);
  expect(inBook.map(({ about }) => about)).toEqual(["what the provider took and gave back"]);
});
