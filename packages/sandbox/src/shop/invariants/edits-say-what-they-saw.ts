/**
 * Who has lost by a merge is known by what each edit says it had seen. So no edit may say that it had seen what its region did not hold, or what
 * it replaced unseen would be told to nobody; and whatever lay undecided where somebody edited over it is told, since afterwards nothing shows it.
 */
import { conflictsIn, lossesIn } from "../conflict-record.ts";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import {
  itemsAt,
  itemsOf,
  PROFILES,
  type Register,
  regionIn,
  registersOf,
  type Turn,
  turnsIn,
  voidUntil,
} from "../people-record.ts";
import { isDone, isOf } from "../try.ts";

export const editsSayWhatTheySaw: Invariant = {
  name: "edits say what they saw",
  promise: "An edit says that it replaces what its region knew and nothing else, and tells who had lost before it.",
  breaches(evidence) {
    if (!evidence.tries.some(({ operation }) => operation.kind === "edit-profile")) return [];
    const records = turnsIn(evidence, PROFILES.prefix);
    return [
      ...[...records].flatMap(([customer, turns]) => turns.flatMap((turn) => pretended(customer, turn, turns))),
      ...buried(evidence, records),
    ];
  },
};

function pretended(customer: string, turn: Turn, turns: readonly Turn[]): readonly Breach[] {
  const { after, region, index } = turn;
  if (turn.by !== "commit" || after?.kind !== "fragment" || !after.sort.startsWith(PROFILES.fragment)) return [];
  const before = itemsAt(turns, region, index);
  const until = voidUntil(before);
  return PROFILES.fields.flatMap((field) => {
    const edited = after.data[field] as Register | undefined;
    if (edited?.stamp !== after.stamp) return [];
    const held = registersOf(
      before.filter(({ sort }) => !sort.startsWith("ERASED#")),
      PROFILES,
      field,
    );
    const known = held.flatMap(({ stamp, seen = {} }) => [stamp, ...Object.values(seen)]);
    return Object.entries(edited.seen ?? {})
      .filter(([place, stamp]) => stamp > until && !known.some((each) => regionIn(each) === place && each >= stamp))
      .map(([place, stamp]) => ({
        says: `an edit of ${customer}'s ${field} in ${region} says that it had seen ${stamp} of ${place}, which was not there`,
        about: customer,
      }));
  });
}

function buried({ tries, endings }: Evidence, records: ReadonlyMap<string, readonly Turn[]>): readonly Breach[] {
  const [ending] = endings;
  if (ending === undefined) return [];
  const told = new Set(conflictsIn(ending.items).map(({ loser }) => loser.stamp));
  return tries
    .filter(isOf("edit-profile"))
    .filter(isDone)
    .flatMap(({ operation, operationId, region, askedAt, answeredAt }) => {
      const { customer } = operation;
      const turns = records.get(customer) ?? [];
      const until = voidUntil(itemsOf(ending.items, `${PROFILES.prefix}${customer}`));
      const committed = turns.findLast(
        (turn) => turn.by === "commit" && turn.region === region && turn.index > askedAt && turn.index < answeredAt,
      );
      if (committed === undefined) return [];
      // What lay undecided from when it was asked until it was written was read, and no side of it was replaced meanwhile.
      const stillOpen = new Set(lossesIn(itemsAt(turns, region, committed.index)).map(({ loser }) => loser));
      return lossesIn(itemsAt(turns, region, askedAt))
        .filter(({ loser }) => loser > until && stillOpen.has(loser) && !told.has(loser))
        .map(({ loser }) => ({
          says: `${operationId} in ${region} told nobody that ${loser} had lost`,
          about: customer,
        }));
    });
}
