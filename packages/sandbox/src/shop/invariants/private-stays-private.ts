/**
 * What a customer says of himself lies in his profile and nowhere else: not in another item, not in a log, and in no answer to anybody but him.
 * What is told of a conflict shows a hash of it.
 */
import type { Item } from "@tandem/replication";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { peopleIn } from "../people-operations.ts";
import { callerOf } from "../plan.ts";

export const privateStaysPrivate: Invariant = {
  name: "private stays private",
  promise: "What a customer says of himself is in his profile alone, and shown to nobody else.",
  breaches(evidence) {
    const leaks = evidence.history.events.flatMap((event) =>
      event.kind === "leaked" ? [{ says: `${event.region} logs ${event.text}`, about: peopleIn(event.text)[0] }] : [],
    );
    if (!evidence.tries.some(({ operation }) => operation.kind === "edit-profile")) return leaks;
    return [...leaks, ...inItems(evidence), ...inAnswers(evidence)];
  },
};

function inItems({ changes }: Evidence): readonly Breach[] {
  return changes.flatMap(({ after, by, region }) => {
    if (after === undefined || by !== "commit" || isOfNobody(after)) return [];
    const others = peopleIn(JSON.stringify(after)).filter((customer) => !isProfileOf(after, customer));
    return others.map((customer) => ({
      says: `${region} wrote what ${customer} says of himself into ${after.partition} ${after.sort}`,
      about: customer,
    }));
  });
}

/** Counters have numbers only, and most of what is written is about stock and work. */
function isOfNobody({ kind, partition }: Item): boolean {
  return kind === "counter" || partition.startsWith("OUTBOX#") || partition.startsWith("STOCK#");
}

function isProfileOf({ partition, sort }: Item, customer: string): boolean {
  return partition === `CUSTOMER#${customer}` && sort.startsWith("PROFILE#");
}

function inAnswers({ tries }: Evidence): readonly Breach[] {
  return tries.flatMap(({ operation, operationId, region, answer }) => {
    if (answer === undefined) return [];
    const others = peopleIn(JSON.stringify(answer.body ?? "")).filter((customer) => customer !== callerOf(operation));
    return others.map((customer) => ({
      says: `${region} answered ${operationId} of ${callerOf(operation)} with what ${customer} says of himself`,
      about: customer,
    }));
  });
}
