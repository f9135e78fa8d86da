/**
 * Plays one script on two stages and tells where they are not of one mind. After each scene both must hold the same; and on either of them what lies
 * at a key only ever gives way to a later write, which is the law that replicas take and drop versions by.
 */
import type { Difference } from "../quiet/compare-days.ts";
import type { Scene } from "./replica-script.ts";
import { heldText, type Look, type ReplicaStage } from "./replica-stage.ts";

export async function playScript(
  script: readonly Scene[],
  stages: { readonly model: ReplicaStage; readonly other: ReplicaStage },
): Promise<readonly Difference[]> {
  const { model, other } = stages;
  const differences: Difference[] = [];
  for (const [index, scene] of script.entries()) {
    await playScene(model, scene);
    await playScene(other, scene);
    const expected = await model.drain(() => true);
    const seen = await other.drain((look) => heldText(look) === heldText(expected));
    const about = `scene ${index + 1}: ${describeScene(scene)}`;
    if (heldText(seen) !== heldText(expected)) {
      differences.push({
        about,
        said: [
          [model.name, heldText(expected)],
          [other.name, heldText(seen)],
        ],
      });
    }
    for (const [stage, look] of [
      [model, expected],
      [other, seen],
    ] as const) {
      differences.push(...goingBack(look).map((what) => ({ about, said: [[stage.name, what]] as const })));
    }
    if (differences.length > 0) return differences;
  }
  return [];
}

async function playScene(stage: ReplicaStage, { cuts, lagMs, writes }: Scene): Promise<void> {
  await stage.setRoads(cuts, lagMs);
  for (const write of writes) await stage.write(write);
}

function goingBack({ came }: Look): readonly string[] {
  return [...came].flatMap(([region, keys]) =>
    [...keys].flatMap(([key, numbers]) => {
      const at = numbers.findIndex((number, index) => number < (numbers[index - 1] ?? 0));
      return at === -1 ? [] : [`in ${region} write ${numbers[at]} replaced write ${numbers[at - 1]} at ${key}`];
    }),
  );
}

function describeScene({ cuts, lagMs, writes }: Scene): string {
  const cut = cuts.map(({ from, to }) => `${from} > ${to}`).join(", ") || "no road";
  const done = writes.map(
    ({ region, key, number, isDeletion }) => `${number} ${isDeletion ? "deletes" : "writes"} ${key} in ${region}`,
  );
  return `${cut} cut, lag ${lagMs} ms; ${done.join(", ")}`;
}
