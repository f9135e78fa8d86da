/** Each region says with every tick that it is here, and replication carries it: how else would anybody know that it has stopped? */
import { SECOND_MS } from "@tandem/kernel";
import type { Invariant } from "../invariant.ts";

/** Two ticks, and what they wait for and are on their way. */
const BEAT_MS_MAX = 150 * SECOND_MS;
const BEAT = "BEAT#";

export const beatsAreFresh: Invariant = {
  name: "beats are fresh",
  promise: "When all is at rest, every region has heard of every other, and of itself, within two minutes and a half.",
  breaches: ({ history, endings }) =>
    endings.flatMap(({ region, items }) =>
      history.regions.flatMap((peer) => {
        const beat = items.find(({ partition, sort }) => partition === "BEATS" && sort === `${BEAT}${peer}`);
        const atMs = beat?.kind === "fragment" ? Number(beat.data["atMs"]) : undefined;
        const ageMs = atMs === undefined ? undefined : history.restedMs - atMs;
        if (ageMs !== undefined && ageMs <= BEAT_MS_MAX) return [];
        const heard = ageMs === undefined ? "never" : `${Math.round(ageMs / SECOND_MS)} s before all was at rest`;
        return [{ says: `${region} has heard of ${peer} last ${heard}`, about: undefined }];
      }),
    ),
};
