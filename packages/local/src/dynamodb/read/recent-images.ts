/**
 * The previous images of items written a moment ago. A read that does not ask for consistency may be answered by a replica
 * that has not heard of the last write; the real service does so now and then, so code that forgets to ask must meet it here.
 *
 * Modelled: for some of the writes, drawn at random, such reads see the former image (or absence) for a short random time, one
 * read in two, so that they may even go back and forth, as they would between storage nodes.
 */
import { type Clock, fraction, type Random } from "@tandem/kernel";
import type { Item } from "../item/attribute.ts";
import { lockName } from "../write/key-locks.ts";

/** More items than this written within a tenth of a second are not all remembered; then reads are fresher, never wrong. */
const IMAGE_COUNT_MAX = 5_000;
/** One read in two meets the storage node that lags. */
const LAGGING_NODE_CHANCE = 0.5;

export interface StaleReadSettings {
  /** The part of the writes that stay unseen for a while, 0 to 1. */
  chance: number;
  /** How long at most. */
  forMsMax: number;
}

export interface RecentImages {
  readonly settings: StaleReadSettings;
  note(target: { readonly table: string; readonly key: string }, previous: Item | undefined): void;
  /** What a careless read of this item sees now, if that is not what the engine says. */
  stale(target: { readonly table: string; readonly key: string }): { readonly image: Item | undefined } | undefined;
  /** Whether any item at all may be seen late now; false saves looking. */
  any(): boolean;
}

export function createRecentImages(options: { readonly clock: Clock; readonly random: Random }): RecentImages {
  const { clock, random } = options;
  const settings: StaleReadSettings = { chance: 0.2, forMsMax: 100 };
  const images = new Map<string, { readonly image: Item | undefined; readonly untilMs: number }>();
  return {
    settings,
    note(target, previous) {
      const name = lockName(target);
      images.delete(name);
      if (fraction(random) >= settings.chance) return;
      const oldest = images.keys().next();
      if (images.size >= IMAGE_COUNT_MAX && !oldest.done) images.delete(oldest.value);
      images.set(name, { image: previous, untilMs: clock.elapsedMs() + fraction(random) * settings.forMsMax });
    },
    stale(target) {
      const name = lockName(target);
      const entry = images.get(name);
      if (entry === undefined) return undefined;
      if (clock.elapsedMs() >= entry.untilMs) {
        images.delete(name);
        return undefined;
      }
      return fraction(random) < LAGGING_NODE_CHANCE ? { image: entry.image } : undefined;
    },
    any: () => images.size > 0,
  };
}
