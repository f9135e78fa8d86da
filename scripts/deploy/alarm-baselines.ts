/** Which alarms rang before anything was touched, per region: what rings later, and not here, is the deployment's until somebody knows better. */
import { regionalName } from "@tandem/infra/names";
import { type Plan, plannedRegions } from "./plan.ts";
import type { WalkPorts } from "./walk-ports.ts";

/** A region that could not say is not in it, and is not listened to. */
export type AlarmBaselines = ReadonlyMap<string, ReadonlySet<string>>;

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
  const baselines = new Map<string, ReadonlySet<string>>();
  const refusals: string[] = [];
  const readings = environment.regions.map(async (region) => {
    return { region, answer: await options.readAlarms(region, regionalName(environment, region, "")) };
  });
  for (const { region, answer } of await Promise.all(readings)) {
    if (answer.ok) baselines.set(region, new Set(answer.value.firing));
    if (!planned.includes(region)) continue;
    if (!answer.ok)
      refusals.push(`the alarms of ${region} cannot be asked (${answer.refusal.reason}), and nobody deploys blindly`);
    else if (answer.value.firing.length > 0 && !options.isDespiteAlarms)
      refusals.push(
        `in ${region} ${answer.value.firing.join(", ")} ${answer.value.firing.length === 1 ? "rings" : "ring"} already: ` +
          "wait until it is quiet, or say --despite-alarms if this deployment is to mend it",
      );
  }
  const unheard = environment.regions.filter((region) => !planned.includes(region) && !baselines.has(region));
  return { baselines, refusals, unheard };
}
