/** All that people said of one field of a profile, an edit or a request to be forgotten, and which of it may still stand in the end. */
import type { Region } from "@tandem/kernel";
import type { Evidence } from "./evidence.ts";
import type { ProfileField } from "./people-operations.ts";
import { type Turn, turnsIn } from "./people-record.ts";
import { isDone, isRefused, type Try } from "./try.ts";

/** Somebody who said that a field is this; null, that it is nothing. */
export interface Word {
  readonly tried: Try;
  readonly value: string | null;
}

export interface ProfileWords {
  readonly customer: string;
  readonly turns: readonly Turn[];
  of(field: ProfileField): readonly Word[];
}

export function profileWords(evidence: Evidence): readonly ProfileWords[] {
  const records = turnsIn(evidence, "CUSTOMER#");
  const byCustomer = Map.groupBy(
    evidence.tries.filter(
      (tried) => tried.operation.kind === "edit-profile" || tried.operation.kind === "erase-person",
    ),
    ({ operation }) => ("customer" in operation ? operation.customer : ""),
  );
  return [...byCustomer].map(([customer, tries]) => ({
    customer,
    turns: records.get(customer) ?? [],
    of: (field) =>
      tries.flatMap((tried): readonly Word[] => {
        const { operation } = tried;
        if (operation.kind === "erase-person") return [{ tried, value: null }];
        const value = operation.kind === "edit-profile" ? operation.edits[field] : undefined;
        return value === undefined ? [] : [{ tried, value }];
      }),
  }));
}

/** What may stand: said and not refused, and not knowingly replaced by what was acknowledged later. */
export function mayStand(words: readonly Word[], turns: readonly Turn[]): readonly Word[] {
  return words.filter(
    ({ tried }) => !isRefused(tried) && !words.some((other) => isReplacedBy(tried, other.tried, turns)),
  );
}

/** Whether whoever said `later` did so where it was known what `earlier` said. */
export function isReplacedBy(earlier: Try, later: Try, turns: readonly Turn[]): boolean {
  if (!isDone(earlier) || !isDone(later) || later.askedAt < earlier.answeredAt) return false;
  return later.askedAt > knownAt(earlier, later.region, turns);
}

/** From which event on `region` holds what the try's own region held when it was acknowledged. */
export function knownAt({ region: own, answeredAt }: Try, region: Region, turns: readonly Turn[]): number {
  if (region === own) return answeredAt;
  const written = turns.findLast(
    (turn) => turn.index < answeredAt && turn.by === "commit" && turn.region === own && turn.after !== undefined,
  );
  const stamp = written?.after?.stamp;
  if (stamp === undefined) return Number.POSITIVE_INFINITY;
  const held = new Map(
    turns
      .filter((turn) => turn.index < answeredAt && turn.by === "commit" && turn.region === own)
      .flatMap(({ after }) => (after === undefined ? [] : [[after.sort, after.stamp] as const])),
  );
  // Each item travels by itself, and a later version of one brings what the earlier said.
  const arrivals = [...held].map(([sort, least]) => {
    const turn = turns.find(
      ({ region: where, after }) => where === region && after?.sort === sort && after.stamp >= least,
    );
    return turn?.index ?? Number.POSITIVE_INFINITY;
  });
  return Math.max(answeredAt, ...arrivals);
}
