/**
 * Which alarms there were before anything was touched, and which of them rang, per region: what rings later, and not here, is the deployment's
 * until somebody knows better, but what was not there has first to find its numbers.
 */
import { regionalName } from "@tandem/infra/names";
import { type Plan, plannedRegions } from "./plan.ts";
import type { WalkPorts } from "./walk-ports.ts";

/** A region that could not say is not in it, and is not listened to. */
export type AlarmBaselines = ReadonlyMap<string, AlarmsBefore>;

export interface AlarmsBefore {
  readonly known: ReadonlySet<string>;
  readonly rang: ReadonlySet<string>;
}

export interface BaselineReading {
  readonly baselines: AlarmBaselines;
  /** Why the walk must not begin. */
  readonly refusals: readonly string[];
  /** Regions that are not touched, could not be asked, and so will not be listened to. */
  readonly unheard: readonly string[];
}

export async function readBaselines(
  plan: Plan,
  options: { readonly readAlarms: WalkPorts["readAlarms"]; readonly isDespiteAlarms: boolean },
): Promise<BaselineReading> {
  const { environment } = plan;
  if (!environment.watches) return { baselines: new Map(), refusals: [], unheard: [] };
  const planned = plannedRegions(plan);
  const baselines = new Map<string, AlarmsBefore>();
  const refusals: string[] = [];
  const readings = environment.regions.map(async (region) => {
    return { region, answer: await options.readAlarms(region, regionalName(environment, region, "")) };
  });
  for (const { region, answer } of await Promise.all(readings)) {
    if (!answer.ok) {
      if (planned.includes(region))
        refusals.push(`the alarms of ${region} cannot be asked (${answer.refusal.reason}), and nobody deploys blindly`);
      continue;
    }
    const known = answer.value.map(({ name }) => name);
    const rang = answer.value.filter(({ state }) => state === "rings").map(({ name }) => name);
    baselines.set(region, { known: new Set(known), rang: new Set(rang) });
    if (planned.includes(region) && rang.length > 0 && !options.isDespiteAlarms)
      refusals.push(
        `in ${region} ${rang.join(", ")} ${rang.length === 1 ? "rings" : "ring"} already: ` +
          "wait until it is quiet, or say --despite-alarms if this deployment is to mend it",
      );
  }
  const unheard = environment.regions.filter((region) => !planned.includes(region) && !baselines.has(region));
  return { baselines, refusals, unheard };
}
