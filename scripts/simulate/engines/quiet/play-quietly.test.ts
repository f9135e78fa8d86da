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
  expect(inBook.map(({ about }) => about)).toEqual(["what the provider took"]);
});
