/** `npm run simulate -- --engines`: the same seeds on real engines, in local worlds of their own. */
import { EXIT_FAILED } from "../../command-line.ts";
import { type Call, seedsOf } from "../call.ts";
import { drawScenario } from "../shop/draw-scenario.ts";
import { type EngineWorld, startEngineWorld } from "./engine-world.ts";
import { tellDifference } from "./quiet/compare-days.ts";
import { rehearseBadDay, rehearseQuietDay, rehearseReplicas } from "./rehearse-seed.ts";
import { isAlike, type Rehearsed, rehearsedText, totalText } from "./rehearsed-text.ts";

type EnginesCall = Extract<Call, { readonly kind: "engines" }>;

/** A quarter of an hour is 18 seconds, and a tick a little more than one: less, and a busy machine is late for its ticks. */
export const ENGINES_SPEED = 50;

export async function rehearseSeeds(call: EnginesCall, interrupted: AbortSignal): Promise<number> {
  // A world has the regions it was started with, so that seeds with as many follow each other.
  const scenarios = [...seedsOf(call.range)]
    .map(drawScenario)
    .toSorted((left, right) => left.plan.regions.length - right.plan.regions.length || left.seed - right.seed);
  const all: Rehearsed[] = [];
  let world: EngineWorld | undefined;
  const say = (text: string) => (call.json ? console.error(text) : console.log(text));
  try {
    for (const scenario of scenarios) {
      if (interrupted.aborted) break;
      const { plan } = scenario;
      if (world !== undefined && world.regions.length !== plan.regions.length) {
        await world.close();
        world = undefined;
      }
      world ??= await startEngineWorld({ regions: plan.regions, speed: ENGINES_SPEED });
      const rehearsed = await rehearseAll(world, scenario, { mark: `R${all.length}`, interrupted });
      if (rehearsed === undefined) break;
      all.push(rehearsed);
      say(rehearsedText(rehearsed));
    }
  } finally {
    await world?.close();
  }
  say(totalText(all, scenarios.length));
  if (call.json) console.log(JSON.stringify({ histories: all.length, rehearsed: all.map(toJson) }));
  return all.every(isAlike) ? 0 : EXIT_FAILED;
}

type Scenario = ReturnType<typeof drawScenario>;

/** Nothing, if a person wanted to wait no longer. */
async function rehearseAll(
  world: EngineWorld,
  { seed, plan, world: faults }: Scenario,
  { mark, interrupted }: { readonly mark: string; readonly interrupted: AbortSignal },
): Promise<Rehearsed | undefined> {
  const work = async (): Promise<Rehearsed> => ({
    seed,
    regions: plan.regions,
    faults,
    badDay: await rehearseBadDay(world, { plan, world: faults }, `${mark}B`),
    quietDay: await rehearseQuietDay(world, { seed, mark: `${mark}Q` }),
    replicas: await rehearseReplicas(world, seed, `${mark}P`),
  });
  const ended = new Promise<undefined>((resolve) => {
    interrupted.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  return await Promise.race([work(), ended]);
}

function toJson({ seed, badDay, quietDay, replicas }: Rehearsed): object {
  const { story: _story, ...day } = badDay;
  return { seed, ...day, broken: day.broken ?? null, differences: [...quietDay, ...replicas].map(tellDifference) };
}
