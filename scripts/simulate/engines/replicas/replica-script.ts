/**
 * A script of writes to all replicas of a table while roads between them are cut and opened. It says what is written where, one after the other, and
 * which roads are open meanwhile; what has to lie in each replica after each scene is then decided by the law of the table alone.
 */
import { below, fraction, must, type Random, type Region, SECOND_MS } from "@tandem/kernel";
import { createMachine } from "@tandem/sandbox";

export interface Scene {
  /** The roads that are cut during its writes and after them. */
  readonly cuts: readonly Road[];
  /** How long every open road takes. */
  readonly lagMs: number;
  readonly writes: readonly ScriptedWrite[];
}

export interface Road {
  readonly from: Region;
  readonly to: Region;
}

export interface ScriptedWrite {
  readonly region: Region;
  readonly key: string;
  /** Counts all writes of the script; nothing writes the same number twice. */
  readonly number: number;
  readonly isDeletion: boolean;
}

const KEYS = ["one", "two", "three"] as const;
const SCENES = 5;
const WRITES_MAX = 8;
const CUT_CHANCE = 1 / 2;
const DELETION_CHANCE = 1 / 4;
const LAGS_MS = [0, 100, SECOND_MS / 2] as const;

/** `mark` keeps the keys of several scripts apart in one table. Its last scene cuts nothing: in the end all have all. */
export function drawReplicaScript(seed: number, regions: readonly Region[], mark: string): readonly Scene[] {
  const random = createMachine({ seed }).fork("replicas");
  const one = <T>(values: readonly T[]): T => must(values[below(random, values.length)], "there is something to draw");
  const roads = regions.flatMap((from) => regions.filter((to) => to !== from).map((to) => ({ from, to })));
  let number = 0;

  /**
   * A deletion follows a write of the same region. AWS does not say whether deleting what is not there is a write that can win; the simulated table takes it for none,
   * the front doors for one, and the product, in which one region alone writes a key, cannot tell.
   */
  function writes(): readonly ScriptedWrite[] {
    const place = { region: one(regions), key: `${one(KEYS)}-${mark}` };
    const kinds = isLikely(random, DELETION_CHANCE) ? [false, true] : [false];
    return kinds.map((isDeletion) => {
      number += 1;
      return { ...place, number, isDeletion };
    });
  }

  return Array.from({ length: SCENES }, (_, index) => ({
    cuts: index === SCENES - 1 ? [] : roads.filter(() => isLikely(random, CUT_CHANCE)),
    lagMs: one(LAGS_MS),
    writes: Array.from({ length: 1 + below(random, WRITES_MAX) }, writes).flat(),
  }));
}

function isLikely(random: Random, chance: number): boolean {
  return fraction(random) < chance;
}
