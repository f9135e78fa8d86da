/**
 * Two people change two fields of one product in two regions at once, and both changes stand. That asks two things of an edit: it writes no
 * field of which it says nothing new, and of each field the edit with the highest stamp is what everybody is shown in the end.
 */
import { SECOND_MS } from "@tandem/kernel";
import type { Evidence } from "../evidence.ts";
import {
  changesBetween,
  FIELDS,
  type Field,
  type FieldChange,
  fieldChanges,
  type Register,
  registerOf,
} from "../fields-over-time.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { lastProducts } from "../last-looks.ts";

/** A function lives for 10 seconds, and its commit is done within 10 more: what it read was shown within this time. */
const READ_MS_MAX = 30 * SECOND_MS;

export const editsLeaveOtherFields: Invariant = {
  name: "edits leave other fields",
  promise: "An edit of one field of a product leaves the others as they are, and the last edit of each field stands.",
  breaches(evidence) {
    const timelines = fieldChanges(evidence.changes);
    return [
      ...[...timelines].flatMap(([place, timeline]) => needless(place, timeline)),
      ...lastEdits(evidence, timelines),
    ];
  },
};

/** Fields that were written anew although nothing else had been shown since before anybody read them for that. */
function needless(place: string, timeline: readonly FieldChange[]): readonly Breach[] {
  return timeline.flatMap((change, index) => {
    const { atMs, by, after } = change;
    if (by !== "commit") return [];
    const { before, within } = changesBetween(timeline.slice(0, index), atMs - READ_MS_MAX, atMs);
    return FIELDS.flatMap((field) => {
      const written = registerOf(after, field);
      if (written === undefined || written.stamp !== after.stamp) return [];
      const seen = [before, ...within].map((earlier) => earlier?.shown[field]?.value);
      if (seen.some((value) => value !== written.value)) return [];
      return [
        { says: `${field} of ${place} was written as ${written.value} anew, which it was`, about: place.split(" ")[0] },
      ];
    });
  });
}

function lastEdits(evidence: Evidence, timelines: ReadonlyMap<string, readonly FieldChange[]>): readonly Breach[] {
  return lastProducts(evidence).flatMap(({ sku, region, product }) => {
    if (product === undefined) return [];
    const ofSku = [...timelines].flatMap(([place, timeline]) => (place.startsWith(`${sku} in `) ? timeline : []));
    return FIELDS.flatMap((field) => {
      const last = lastOf(ofSku, field);
      if (last === undefined || last.value === product[field]) return [];
      return [
        {
          says: `${region} shows ${field} of ${sku} as ${product[field]}, and ${last.value} was its last edit`,
          about: sku,
        },
      ];
    });
  });
}

function lastOf(changes: readonly FieldChange[], field: Field): Register | undefined {
  return changes
    .flatMap(({ after }) => registerOf(after, field) ?? [])
    .reduce<Register | undefined>(
      (last, each) => (last === undefined || each.stamp > last.stamp ? each : last),
      undefined,
    );
}
