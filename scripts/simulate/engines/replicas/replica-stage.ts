/** Where a script is played: the replicas of one table, simulated or behind the front doors of a local world. */
import type { Region } from "@tandem/kernel";
import type { Road, ScriptedWrite } from "./replica-script.ts";

export interface ReplicaStage {
  /** What a difference calls it. */
  readonly name: string;
  /** Cuts exactly these roads and opens all others. */
  setRoads(cuts: readonly Road[], lagMs: number): Promise<void>;
  /** Done when the region has taken it; the next write, anywhere, has a later hidden stamp. */
  write(write: ScriptedWrite): Promise<void>;
  /** Lets everything arrive that finds an open road; `until` tells whether somebody who looks is content already. */
  drain(until: (look: Look) => boolean): Promise<Look>;
}

/** What lies in each replica: of each key the number of the write that left it; none, where there is no item. */
export interface Look {
  readonly held: ReadonlyMap<Region, ReadonlyMap<string, number>>;
  /** The numbers that came to lie at each key, one after the other, from the first scene on. */
  readonly came: ReadonlyMap<Region, ReadonlyMap<string, readonly number[]>>;
}

/** The same text for looks that hold the same. */
export function heldText({ held }: Look): string {
  return [...held]
    .map(([region, items]) => {
      const sorted = [...items].toSorted(([left], [right]) => (left < right ? -1 : 1));
      return `${region}: ${sorted.map(([key, number]) => `${key} is ${number}`).join(", ") || "nothing"}`;
    })
    .join("; ");
}
