/** Puts two quiet days beside each other: what people were told, what the replicas hold in the end, and what was charged. */
import { callTo } from "./call-to.ts";
import type { QuietDay } from "./play-quietly.ts";
import { writtenWithoutChance } from "./without-chance.ts";

/** One thing that is not the same in both worlds. */
export interface Difference {
  /** What was asked, or looked at. */
  readonly about: string;
  /** What each world said, by its name. */
  readonly said: readonly (readonly [world: string, what: string])[];
}

export function compareDays(one: QuietDay, other: QuietDay): readonly Difference[] {
  return [...answersApart(one, other), ...replicasApart(one, other), ...chargesApart(one, other)];
}

function answersApart(one: QuietDay, other: QuietDay): readonly Difference[] {
  const [here, there] = [answersOf(one), answersOf(other)];
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((about) =>
    apart(about, [
      [one.world, here.get(about) ?? "was not asked"],
      [other.world, there.get(about) ?? "was not asked"],
    ]),
  );
}

/** What each operation was told: the last answer, and of a list all of its pages. */
function answersOf({ history: { events } }: QuietDay): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  const asked = new Map<string, { readonly about: string; readonly isFurtherPage: boolean }>();
  for (const event of events) {
    if (event.kind === "asked") {
      const about = callTo(event);
      asked.set(JSON.stringify(event.try), { about, isFurtherPage: event.cursor !== undefined });
    }
    if (event.kind !== "answered" && event.kind !== "unanswered") continue;
    const of = asked.get(JSON.stringify(event.try));
    if (of === undefined) continue;
    const heard = event.kind === "answered" ? `${event.status} ${writtenWithoutChance(event.body)}` : "silence";
    told.set(of.about, of.isFurtherPage ? `${told.get(of.about) ?? ""}\n    then ${heard}` : heard);
  }
  return told;
}

function replicasApart(one: QuietDay, other: QuietDay): readonly Difference[] {
  return one.ending.replicas.flatMap(({ region, items }) => {
    const there = other.ending.replicas.find((each) => each.region === region)?.items ?? [];
    return missingOnOneSide(`what the replica of ${region} holds in the end`, [
      [one.world, writtenItems(items)],
      [other.world, writtenItems(there)],
    ]);
  });
}

/** What a region says of itself depends on how often its clock has ticked. */
const OF_REGIONS = /^(?:BEATS$|HEALTH#|WALK|SEEN)/;

/** A refund is seen to wherever a payment and a cancellation meet: by either region, or by both under one key at the provider. */
const OF_ANY_REGION = /^(REFUNDING|REFUNDED)#/;

function writtenItems(items: QuietDay["ending"]["replicas"][number]["items"]): readonly string[] {
  const [shared, own] = [items.filter(isOfAnyRegion), items.filter((item) => isOfPeople(item) && !isOfAnyRegion(item))];
  const once = new Set(
    shared.map((item) => writtenWithoutChance({ ...item, region: "(any)", sort: OF_ANY_REGION.exec(item.sort)?.[1] })),
  );
  return [...own.map(writtenWithoutChance), ...once];
}

function isOfAnyRegion({ sort }: { readonly sort: string }): boolean {
  return OF_ANY_REGION.test(sort);
}

function isOfPeople({ partition }: { readonly partition: string }): boolean {
  return !OF_REGIONS.test(partition);
}

function chargesApart(one: QuietDay, other: QuietDay): readonly Difference[] {
  const taken = ({ ending: { charges, refunds } }: QuietDay) => [
    ...charges.map(({ orderId, amount, status }) => `${status} ${amount} for ${orderId}`),
    ...refunds.map(({ orderId, amount }) => `gave back ${amount} for ${orderId}`),
  ];
  return missingOnOneSide("what the provider took and gave back", [
    [one.world, taken(one)],
    [other.world, taken(other)],
  ]);
}

type Sides = readonly [readonly [string, readonly string[]], readonly [string, readonly string[]]];

/** Each line that one side has more often than the other. */
function missingOnOneSide(about: string, [[one, here], [other, there]]: Sides): readonly Difference[] {
  const left = [...there];
  const onlyHere = here.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  if (onlyHere.length + left.length === 0) return [];
  const says = (lines: readonly string[]) =>
    lines.length === 0 ? "nothing else" : `only here\n    ${lines.join("\n    ")}`;
  return [{ about, said: [[one, says(onlyHere)] as const, [other, says(left)] as const] }];
}

function apart(
  about: string,
  said: readonly [Difference["said"][number], Difference["said"][number]],
): readonly Difference[] {
  return said[0][1] === said[1][1] ? [] : [{ about, said }];
}

/** For a person: what was asked, and what either world said. */
export function tellDifference({ about, said }: Difference): string {
  return [about, ...said.map(([world, what]) => `  ${world}: ${what}`)].join("\n");
}
