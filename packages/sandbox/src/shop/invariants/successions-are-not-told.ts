/** An edit that its editor had seen when he made his own has not lost by a merge: somebody replaced it, and who is told of that as a conflict looks for one in vain. */
import { type ConflictRecord, conflictsIn } from "../conflict-record.ts";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { type Fielded, PRODUCTS, PROFILES, type Register, regionIn, type Turn, turnsIn } from "../people-record.ts";

export const successionsAreNotTold: Invariant = {
  name: "successions are not told",
  promise: "Nobody is told of a conflict between an edit and one that was made after reading it.",
  breaches(evidence) {
    const conflicts = new Map(
      evidence.endings.flatMap(({ items }) => conflictsIn(items)).map((each) => [each.id, each]),
    );
    const kinds = { "profile-field": PROFILES, "product-field": PRODUCTS } as const;
    return Object.entries(kinds).flatMap(([kind, record]) => {
      const told = [...conflicts.values()].filter((conflict) => conflict.kind === kind);
      if (told.length === 0) return [];
      const records = turnsIn(evidence, record.prefix);
      return told.flatMap((conflict) => wasSeen(evidence, { conflict, record, records }));
    });
  },
};

interface Told {
  readonly conflict: ConflictRecord;
  readonly record: Fielded;
  readonly records: ReadonlyMap<string, readonly Turn[]>;
}

function wasSeen({ tries }: Evidence, { conflict, record, records }: Told): readonly Breach[] {
  const [name = "", field = ""] = conflict.subject.split(" ");
  const { winner, loser } = conflict;
  const turns = (records.get(name) ?? []).filter((turn) => turn.region === regionIn(winner.stamp));
  const registerIn = ({ after }: Turn): Register | undefined => {
    const isFragment = after?.kind === "fragment" && after.sort.startsWith(record.fragment);
    return isFragment ? (after.data[field] as Register | undefined) : undefined;
  };
  const written = turns.map(registerIn).find((register) => register?.stamp === winner.stamp);
  const arrived = turns.find((turn) => registerIn(turn)?.stamp === loser.stamp);
  const asked = tries.filter(({ operation, region }) => {
    if (region !== regionIn(winner.stamp) || written === undefined) return false;
    if (operation.kind === "put-product")
      return operation.sku === name && Object.values(operation).includes(written.value as never);
    return (
      operation.kind === "edit-profile" &&
      operation.customer === name &&
      Object.values(operation.edits).includes(written.value as never)
    );
  });
  const firstAskedAt = Math.min(...asked.map(({ askedAt }) => askedAt));
  if (arrived === undefined || asked.length === 0 || arrived.index > firstAskedAt) return [];
  const says = `${loser.stamp} is told to have lost ${conflict.subject} to ${winner.stamp}, whose editor had read it`;
  return [{ says, about: name }];
}
