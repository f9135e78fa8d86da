/** The gates around a region: nothing may ring before it is touched, and afterwards it is ready, serves customers and stays well for a while. */
import { regionalName } from "@tandem/infra/names";
import { bake, type WatchedRegion } from "./bake.ts";
import { probeAsCustomer } from "./customer-probe.ts";
import type { PlannedStage } from "./plan.ts";
import { waitUntilReady } from "./ready-region.ts";
import { type RegionOutputs, regionOutputs } from "./region-outputs.ts";
import type { Seen } from "./seen.ts";
import type { StepName, WalkState } from "./walk-state.ts";

/** Looks once more at every region: what was deployed an hour ago must still be well, and nothing may ring where we go next. */
export async function gateBefore({ stage, scope }: PlannedStage, state: WalkState): Promise<Seen> {
  const regions = watchedRegions(state, scope.region);
  const seen = await bake({ stage, minutes: 0, regions }, state.ports);
  if (seen.saw !== "") state.note(stage, "look", seen.saw);
  return seen;
}

export async function gatesAfter(
  after: {
    readonly planned: PlannedStage;
    readonly region: string;
    readonly stackOutputs: Readonly<Record<string, unknown>>;
  },
  state: WalkState,
): Promise<Seen> {
  const { region } = after;
  const { stage } = after.planned;
  const { ports, walk } = state;
  const parsed = regionOutputs(after.stackOutputs, region);
  if (!parsed.ok) {
    state.note(stage, "outputs", parsed.refusal.reason);
    return { ok: false, saw: parsed.refusal.reason };
  }
  const outputs = parsed.value;
  state.outputs.set(region, outputs);
  const gates: readonly (readonly [StepName, () => Promise<Seen>])[] = [
    ["ready", () => waitUntilReady({ url: outputs.readinessUrl, region, stage }, ports)],
    ...urlsOf(outputs).map((url) => {
      return ["probe", () => probeAsCustomer({ stage, region, url, order: walk.order }, ports)] as const;
    }),
    ["bake", () => bake({ stage, minutes: walk.plan.bakeMinutes, regions: watchedRegions(state, region) }, ports)],
  ];
  for (const [name, ask] of gates) {
    const seen = await ask();
    state.note(stage, name, seen.saw);
    if (!seen.ok) return seen;
  }
  return { ok: true, saw: "well" };
}

/** Its own endpoint, and its host name where there is one: customers come by that. */
function urlsOf({ apiUrl, hostUrl }: RegionOutputs): readonly string[] {
  return hostUrl === undefined || hostUrl === apiUrl ? [apiUrl] : [apiUrl, hostUrl];
}

function watchedRegions({ walk, outputs, newAlarms }: WalkState, current: string): readonly WatchedRegion[] {
  const { environment } = walk.plan;
  return environment.regions.map((region) => {
    const before = environment.watches ? walk.baselines.get(region) : undefined;
    const prefix = regionalName(environment, region, "");
    return {
      region,
      isRequired: region === current || outputs.has(region),
      outputs: outputs.get(region),
      alarms: before && { prefix, before, fresh: newAlarms, isThere: outputs.has(region) },
    };
  });
}
