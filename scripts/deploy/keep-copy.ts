/**
 * A copy of each stage's state in another region, so that a stage can be mended when the region that holds its state is gone. A copy that
 * fails stops nothing: what is deployed is well, and a walk that stopped for it would leave regions on two versions for something no customer
 * notices. But the command promised a copy, so it ends with 1 and says what is missing.
 */
import { copyRegionOf, type PlannedStage } from "./plan.ts";
import type { WalkState } from "./walk-state.ts";

/** Copies this stage's state, and that of earlier ones whose copy had no place yet: a region's first deployment makes the place. */
export async function copyStateOf(planned: PlannedStage, state: WalkState): Promise<void> {
  const stages = [...state.uncopied.splice(0), planned];
  for (const each of stages) {
    const from = each.scope.region;
    const to = copyRegionOf(state.walk.plan.environment, from);
    if (to === undefined) {
      state.note(each.stage, "copy-state", "skipped: this environment has no other region to keep a copy in");
      continue;
    }
    const end = await state.ports.copyState(each.stage, { from, to });
    if (end.kind === "copied") state.note(each.stage, "copy-state", end.saw);
    if (end.kind === "no-place-yet") state.uncopied.push(each);
    if (end.kind === "failed") {
      const complaint = `the state of ${each.stage} is not copied to ${to}: ${end.why}`;
      state.note(each.stage, "copy-state", complaint);
      state.complaints.push(complaint);
    }
  }
}

/** At the end of a walk: a place that was never made is no fault of this walk, and is said. */
export function reportUncopied(state: WalkState): void {
  for (const { stage, scope } of state.uncopied) {
    const to = copyRegionOf(state.walk.plan.environment, scope.region);
    const until = `${to} has no bucket of SST's before the first deployment there; deploy ${state.walk.plan.environment.name} again after it`;
    state.note(stage, "copy-state", `put off: ${until}`);
  }
}
