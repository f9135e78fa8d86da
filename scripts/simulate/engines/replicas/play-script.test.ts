import { must, type Region, regionList } from "@tandem/kernel";
import { expect, test } from "vitest";
import { playScript } from "./play-script.ts";
import { rehearsedItem } from "./rehearsed-item.ts";
import { createReplicaRecord } from "./replica-record.ts";
import { drawReplicaScript, type Road, type ScriptedWrite } from "./replica-script.ts";
import type { ReplicaStage } from "./replica-stage.ts";
import { createSimulatedStage } from "./simulated-stage.ts";

const REGIONS = regionList(["us-east-1", "us-west-2"]);
const [OWNER] = REGIONS as readonly [Region];
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

interface Owed extends Road {
  readonly write: ScriptedWrite;
}

/** Replicas that do not know which of two writes is the later: whatever arrives is taken. */
function createNaiveStage(mark: string): ReplicaStage {
  const record = createReplicaRecord(mark);
  const held = new Map(REGIONS.map((region) => [region, new Map<string, number>()]));
  let owed: readonly Owed[] = [];
  let closed: readonly Road[] = [];

  function put(region: Region, { key, number, isDeletion }: ScriptedWrite): void {
    const items = must(held.get(region), "each region has its replica");
    if (isDeletion) items.delete(key);
    else items.set(key, number);
    record.changed(region, isDeletion ? undefined : rehearsedItem(key, number, OWNER));
  }

  return {
    name: "naive",
    async setRoads(cuts) {
      closed = cuts;
    },
    async write(write) {
      put(write.region, write);
      const others = REGIONS.filter((to) => to !== write.region);
      owed = [...owed, ...others.map((to) => ({ from: write.region, to, write }))];
    },
    async drain() {
      const isOpen = ({ from, to }: Road) => !closed.some((cut) => cut.from === from && cut.to === to);
      for (const { to, write } of owed.filter(isOpen)) put(to, write);
      owed = owed.filter((each) => !isOpen(each));
      const items = (region: Region) =>
        [...must(held.get(region), "each has one")].map(([key, number]) => rehearsedItem(key, number, OWNER));
      return record.look(new Map(REGIONS.map((region) => [region, items(region)])));
    },
  };
}

test("replicas that take whatever arrives are found out, with the scene and what lies where", async () => {
  const found = await Promise.all(
    SEEDS.map((seed) =>
      playScript(drawReplicaScript(seed, REGIONS, "N"), {
        model: createSimulatedStage(seed, REGIONS, "N"),
        other: createNaiveStage("N"),
      }),
    ),
  );

  const differences = found.flat();
  expect(found.filter((each) => each.length > 0).length).toBeGreaterThan(SEEDS.length / 2);
  expect(differences.map(({ said }) => said.map(([stage]) => stage))).toContainEqual(["simulated", "naive"]);
  expect(differences.map(({ said }) => said[0]?.[1])).toContainEqual(
    expect.stringMatching(/write \d+ replaced write \d+/),
  );
});

test("two simulated worlds with other luck settle every script alike", async () => {
  for (const seed of SEEDS) {
    const script = drawReplicaScript(seed, REGIONS, "S");
    const stages = {
      model: createSimulatedStage(seed, REGIONS, "S"),
      other: createSimulatedStage(seed + 1_000, REGIONS, "S"),
    };

    expect(await playScript(script, stages), `seed ${seed}`).toEqual([]);
  }
});
