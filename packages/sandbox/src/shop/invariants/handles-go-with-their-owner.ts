/**
 * Whoever is told that he is forgotten, handles and all, has none any more that he had for a while; one that he got a moment before may be missed,
 * since the list of his names is a moment behind. A handle goes for no other reason.
 */
import type { Claimed } from "../history.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { isDone, isOf, type TryOf } from "../try.ts";

export const handlesGoWithTheirOwner: Invariant = {
  name: "handles go with their owner",
  promise: "A handle is let go when its owner is forgotten, and not before.",
  breaches(evidence) {
    const claimed = evidence.history.events.flatMap((event, index) =>
      event.kind === "claimed" ? [{ event, index }] : [],
    );
    if (claimed.length === 0) return [];
    const erasures = evidence.tries.filter(isOf("erase-person"));
    return [...lostInVain(claimed, erasures), ...erasures.filter(isDone).flatMap((tried) => stillHis(claimed, tried))];
  },
};

interface Change {
  readonly event: Claimed;
  readonly index: number;
}

type Erasure = TryOf<"erase-person">;

/** What his index showed for sure. */
const LISTED_AFTER_MS = 1_000;

function lostInVain(claimed: readonly Change[], erasures: readonly Erasure[]): readonly Breach[] {
  return claimed.flatMap(({ event, index }, position) => {
    const before = claimed.slice(0, position).findLast((other) => other.event.name === event.name)?.event.owner;
    if (before === undefined || before === event.owner) return [];
    if (erasures.some(({ operation, askedAt }) => operation.customer === before && askedAt < index)) return [];
    return [{ says: `${before} has lost ${event.name}, and never asked to be forgotten`, about: before }];
  });
}

function stillHis(claimed: readonly Change[], tried: Erasure): readonly Breach[] {
  const { operation, operationId, answeredAt, askedMs, answer } = tried;
  const { erased } = (answer?.body ?? {}) as { readonly erased?: boolean };
  if (erased !== true) return [];
  const names = new Set(claimed.map(({ event }) => event.name));
  return [...names].flatMap((name) => {
    const own = claimed.filter(({ event }) => event.name === name);
    const held = own.findLast(({ event }) => event.atMs <= askedMs - LISTED_AFTER_MS)?.event.owner;
    const within = own.filter(({ index, event }) => index < answeredAt && event.atMs > askedMs - LISTED_AFTER_MS);
    if (held !== operation.customer || within.length > 0) return [];
    return [{ says: `${operationId} was told that ${held} is forgotten, and ${name} is still his`, about: held }];
  });
}
