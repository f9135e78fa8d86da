/**
 * What a merge decided against somebody is told: two who knew nothing of each other, which of them counts, and each such pair once. Whoever saw
 * what he replaced has decided himself, and is not told of it.
 */
import { type ConflictRecord, conflictsIn, lossesIn } from "../conflict-record.ts";
import type { Ending, Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { shownPage } from "../shown.ts";
import { isDone, isOf, type TryOf } from "../try.ts";

export const losersAreTold: Invariant = {
  name: "losers are told",
  promise: "What merging had to decide is listed once, with both sides and the right winner, in every region.",
  breaches: (evidence) => [
    ...evidence.endings.flatMap((ending) => [...untold(ending), ...wrong(ending), ...toldAsTwo(ending)]),
    ...evidence.endings.flatMap(twins),
    ...lists(evidence),
  ],
};

function untold({ region, items }: Ending): readonly Breach[] {
  const told = new Set(conflictsIn(items).map(({ kind, loser }) => `${kind} ${loser.stamp}`));
  return lossesIn(items)
    .filter(({ kind, loser }) => !told.has(`${kind} ${loser}`))
    .map(({ kind, about, winner, loser }) => ({
      says: `${region} tells nobody that of ${about} (${kind}) ${loser} has lost to ${winner}`,
      about: about.split(" ")[0],
    }));
}

/** The later of two edits counts, and the earlier of two adds or checkouts; of twins, what was charged. */
function wrong({ region, items }: Ending): readonly Breach[] {
  return conflictsIn(items)
    .filter(({ kind, winner, loser }) => {
      if (kind === "order-twins") return false;
      return kind.endsWith("-field") ? winner.stamp <= loser.stamp : winner.stamp >= loser.stamp;
    })
    .map(({ kind, subject }) => ({
      says: `${region} tells of ${kind} ${subject} with the wrong winner`,
      about: undefined,
    }));
}

/** One pair of sides has one id, whoever tells of it. */
function toldAsTwo({ region, items }: Ending): readonly Breach[] {
  const pairs = Map.groupBy(conflictsIn(items), pairOf);
  return [...pairs].flatMap(([pair, all]) => {
    const ids = new Set(all.map(({ id }) => id));
    const tellers = all.map(({ by }) => by);
    if (ids.size === 1 && new Set(tellers).size === tellers.length) return [];
    return [
      { says: `${region} tells of ${pair} ${all.length} times, under ${[...ids].join(" and ")}`, about: undefined },
    ];
  });
}

function pairOf({ kind, subject, winner, loser }: ConflictRecord): string {
  return `${kind} ${subject} ${[winner.stamp, loser.stamp].toSorted().join(" ")}`;
}

/** Each twin that was given up is told of. */
function twins({ region, items, orders }: Ending): readonly Breach[] {
  const told = conflictsIn(items).filter(({ kind }) => kind === "order-twins");
  return [...orders.values()].flatMap(({ orderId, placed }) => {
    const givenUp = items.filter((item) => {
      const isOfOrder = item.partition === `ORDER#${orderId}` && item.sort.startsWith("RELEASED#");
      return isOfOrder && item.kind === "fact" && item.data["why"] === "twin";
    });
    const losers = new Set(told.filter(({ subject }) => subject === orderId).map(({ by }) => by));
    return givenUp
      .filter((item) => !losers.has(item.region) && placed.length > 1)
      .map((item) => ({ says: `${region} tells nobody that ${item.region} has given up ${orderId}`, about: orderId }));
  });
}

/** Of one region's last list every page; undefined where one went unheard. */
function listedIds(pages: readonly TryOf<"list-conflicts">[]): readonly string[] | undefined {
  const byCursor = new Map(pages.filter(isDone).map((page) => [page.cursor, page]));
  const shown = [...byCursor.values()].map(({ answer }) =>
    shownPage(answer?.body, (item) => (item as ConflictRecord).id),
  );
  const isWhole = byCursor.has(undefined) && shown.every(({ next }) => next === null || byCursor.has(next));
  return isWhole ? shown.flatMap(({ items }) => items) : undefined;
}

function lists({ lastLooks, endings }: Evidence): readonly Breach[] {
  const byRegion = Map.groupBy(lastLooks.filter(isOf("list-conflicts")), ({ region }) => region);
  return endings.flatMap(({ region, items }) => {
    const listed = listedIds(byRegion.get(region) ?? []);
    if (listed === undefined) return [];
    const held = new Set(conflictsIn(items).map(({ id }) => id));
    const [missing] = [...held].filter((id) => !listed.includes(id));
    const twice = listed.find((id, index) => listed.indexOf(id) !== index);
    if (missing === undefined && twice === undefined) return [];
    const what = missing === undefined ? `shows ${twice} twice` : `leaves out ${missing}`;
    return [{ says: `the list of conflicts in ${region} ${what}`, about: undefined }];
  });
}
