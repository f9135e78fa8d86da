/**
 * Whoever edits only if the profile is as he was shown it is refused if it is not, and served if it is. What it was lies in his region's replica;
 * where it changed more than twice while he was served, nobody can say what was read.
 */
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { itemsAt, profileIn, type Turn, turnsIn } from "../people-record.ts";
import { isDone, isOf, type TryOf } from "../try.ts";

export const guardsHold: Invariant = {
  name: "guards hold",
  promise: "An edit of a profile as it was shown is done if it is so, and refused if it is not.",
  breaches(evidence) {
    const edits = evidence.tries.filter(isOf("edit-profile")).filter(({ ifMatch }) => ifMatch !== undefined);
    if (edits.length === 0) return [];
    const records = turnsIn(evidence, "CUSTOMER#");
    const shown = shownByTag(evidence);
    return edits.flatMap((tried) => wronglyDecided(tried, shown, records.get(tried.operation.customer) ?? []));
  },
};

const STALE = 412;
const CHANGES_MAX = 2;

/** What came with each tag. */
function shownByTag({ tries }: Evidence): ReadonlyMap<string, string> {
  return new Map(
    tries.filter(isDone).flatMap(({ answer }) => {
      return answer?.etag === undefined ? [] : [[answer.etag, JSON.stringify(sorted(answer.body as object))] as const];
    }),
  );
}

function wronglyDecided(
  tried: TryOf<"edit-profile">,
  shownBy: ReadonlyMap<string, string>,
  turns: readonly Turn[],
): readonly Breach[] {
  const { operation, operationId, region, askedAt, answeredAt, answer, ifMatch = "" } = tried;
  const shown = shownBy.get(ifMatch);
  const within = turns.filter((turn) => turn.region === region && turn.index > askedAt && turn.index < answeredAt);
  if (shown === undefined || answer === undefined || within.length > CHANGES_MAX) return [];
  const moments = [askedAt, ...within.map(({ index }) => index + 1)];
  const states = moments.map((index) => JSON.stringify(sorted(profileIn(itemsAt(turns, region, index)))));
  const about = operation.customer;
  if (isDone(tried) && !states.includes(shown)) {
    return [{ says: `${operationId} was to change ${shown} only, and ${region} had ${states[0]}`, about }];
  }
  if (answer.status === STALE && states.every((state) => state === shown)) {
    return [{ says: `${operationId} was refused as stale, and ${region} had what it was shown`, about }];
  }
  return [];
}

function sorted(profile: object): readonly (readonly [string, unknown])[] {
  return Object.entries(profile).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
