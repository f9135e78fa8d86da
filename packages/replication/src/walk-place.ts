/** How far a walk has come, as text that both adapters write and read alike: callers keep it between steps, for days. */
import { assert } from "@tandem/kernel";
import type { Partition } from "./key.ts";

export interface WalkPlace {
  readonly partition: Partition;
  readonly sort: string;
}

export function formatWalkPlace({ partition, sort }: WalkPlace): string {
  return JSON.stringify([partition, sort]);
}

export function parseWalkPlace(text: string): WalkPlace {
  const [partition, sort, ...others] = parseList(text);
  assert(
    typeof partition === "string" && typeof sort === "string" && others.length === 0,
    `a walk goes on from its own next, not from ${text}`,
  );
  return { partition: partition as Partition, sort };
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
