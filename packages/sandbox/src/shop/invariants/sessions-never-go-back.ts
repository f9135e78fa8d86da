/**
 * Whoever sends back the session of an answer is shown nothing older than that answer, nor than those whose session went into it, in
 * whatever region he asks: an order he was shown, or has placed, is there and no earlier in its life, also in a list that is shown whole; unless
 * the answer says that it may be stale. Only what looks is judged: what decides goes by what its region knows.
 */
import type { Evidence } from "../evidence.ts";
import type { Promised } from "../history.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { shownOrder, shownPage } from "../shown.ts";
import { sightsOf } from "../sights.ts";
import { isDone, nameOf, type Try } from "../try.ts";
import { mayFollow, statusOf } from "./orders-go-forward.ts";

export const sessionsNeverGoBack: Invariant = {
  name: "sessions never go back",
  promise:
    "Whoever carries his session is shown no order as it was before he last saw it, in any region, or is told that it may be so.",
  breaches({ tries, history }) {
    const byName = new Map(tries.map((tried) => [nameOf(tried), tried]));
    const known = new Map<string, Known>();
    return promisedIn(history).flatMap((promised) => {
      const tried = byName.get(promised.tryName);
      if (tried === undefined) return [];
      const before = known.get(promised.sentFrom ?? "") ?? new Map();
      const looks = tried.operation.kind === "read-order" || tried.operation.kind === "list-orders";
      const breaches = looks && !promised.isStale ? goingBack(tried, before) : [];
      known.set(promised.tryName, withSights(before, tried));
      return breaches;
    });
  },
};

/** The last status of each order that a session has been shown. */
type Known = ReadonlyMap<string, string>;

export function promisedIn({ events }: Evidence["history"]): readonly Promised[] {
  return events.filter((event) => event.kind === "promised");
}

function withSights(before: Known, tried: Try): Known {
  const known = new Map(before);
  for (const sight of sightsOf(tried)) {
    const [then, now] = [known.get(sight.orderId) ?? "not found", statusOf(sight)];
    if (mayFollow(then, now)) known.set(sight.orderId, now);
  }
  return known;
}

function goingBack(tried: Try, before: Known): readonly Breach[] {
  const shown = sightsOf(tried).flatMap((sight): readonly Breach[] => {
    const [then, now] = [before.get(sight.orderId) ?? "not found", statusOf(sight)];
    if (mayFollow(then, now)) return [];
    const says = `${sight.orderId} was ${then} to a session, and then ${now} in ${tried.region}`;
    return [{ says, about: sight.orderId }];
  });
  return [...shown, ...missingFrom(tried, before)];
}

/** A list that is shown whole shows every order that its customer knows of. */
function missingFrom(tried: Try, before: Known): readonly Breach[] {
  if (tried.operation.kind !== "list-orders" || tried.cursor !== undefined || !isDone(tried)) return [];
  const page = shownPage(tried.answer?.body, shownOrder);
  if (page.next !== null) return [];
  const listed = new Set(page.items.map(({ id }) => id));
  return [...before]
    .filter(([orderId, status]) => status !== "not found" && !listed.has(orderId))
    .map(([orderId, status]) => ({
      says: `${orderId} was ${status} to a session, and then not listed in ${tried.region}`,
      about: orderId,
    }));
}
