/**
 * Writes down, after a stage has passed its gates, which commit it runs. It stops nothing when it fails: what is deployed is well. But the next
 * advice to go back would name an older commit than it should, so the command ends with 1 and says so.
 */
import { goodWord, isKept } from "./good-commits.ts";
import type { PlannedStage } from "./plan.ts";
import type { WalkState } from "./walk-state.ts";

export async function keepCommitOf({ stage, scope }: PlannedStage, state: WalkState): Promise<void> {
  const { plan, tree } = state.walk;
  if (!isKept(plan)) return;
  const word = goodWord(tree);
  const why = await state.ports.writeGoodCommit({ region: scope.region, stage }, word);
  if (why === undefined) {
    state.note(stage, "keep-commit", `${word} is written down as good`);
    return;
  }
  const complaint = `that ${word} is good in ${stage} is not written down, so that the next advice to go back may name an older one: ${why}`;
  state.note(stage, "keep-commit", complaint);
  state.complaints.push(complaint);
}
