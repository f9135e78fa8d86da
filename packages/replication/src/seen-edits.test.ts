/** Who has lost by a merge, held against histories of which everything is known: who edited, and what he had seen by then. */
import { below, createSeededRandom, type Random, region } from "@tandem/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lostEdits } from "./lost-edits.ts";
import { editRegisters, mergeRegisters, type Register, type Registers } from "./register.ts";
import { compareStamps, formatStamp, type Stamp } from "./stamp.ts";

type Fields = { readonly name: string };

const PLACES = [region("us-east-1"), region("us-west-2"), region("eu-south-1")] as const;

interface Replica {
  /** What each region says, as far as it has arrived here. */
  readonly fragments: Registers<Fields>[];
}

/** Regions edit one field in turn, each over what has arrived there, with clocks that are wrong, and hear of each other now and then. */
function live(random: Random) {
  const count = 2 + below(random, 2);
  const replicas: readonly Replica[] = PLACES.slice(0, count).map(() => ({ fragments: PLACES.map(() => ({})) }));
  /** Of each edit, all that went before it as its editor knew: what it replaced knowingly. */
  const pasts = new Map<Stamp, ReadonlySet<Stamp>>();
  for (let step = 0; step < 12; step += 1) {
    const here = below(random, count);
    const { fragments } = replicas[here] as Replica;
    const other = below(random, count);
    if (below(random, 2) === 0) {
      fragments[other] = replicas[other]?.fragments[other] ?? {};
      continue;
    }
    const known = fragments.flatMap(({ name }) => (name === undefined ? [] : [name.stamp]));
    const newestMs = Math.max(0, ...known.map((stamp) => Date.parse(stamp.slice(0, 24))));
    const place = PLACES[here] ?? PLACES[0];
    const stamp = formatStamp({ ms: newestMs + 1 + below(random, 5), counter: 0, region: place });
    pasts.set(stamp, new Set(known.flatMap((each) => [each, ...(pasts.get(each) ?? [])])));
    fragments[here] = editRegisters<Fields>(fragments, { name: `edit ${step}` }, stamp) ?? {};
  }
  return { standing: replicas.map((replica, index) => replica.fragments[index] ?? {}), pasts };
}

function lostInTruth({ standing, pasts }: ReturnType<typeof live>): readonly Stamp[] {
  const stamps = standing.flatMap(({ name }) => (name === undefined ? [] : [name.stamp]));
  const winner = mergeRegisters(standing).name?.stamp;
  const isReplaced = (stamp: Stamp) => stamps.some((other) => pasts.get(other)?.has(stamp));
  return stamps.filter((stamp) => stamp !== winner && !isReplaced(stamp)).toSorted(compareStamps);
}

test("in every history of two or three regions exactly those have lost whose edit nobody had seen who edited later", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const lived = live(createSeededRandom(seed));

      expect(lostEdits(lived.standing).map(({ loser }) => loser.stamp)).toEqual(lostInTruth(lived));
    }),
    { numRuns: 1_000 },
  );
});

test("by the one highest stamp that an edit was made over, some who have lost are never told", () => {
  const histories = Array.from({ length: 300 }, (_, seed) => live(createSeededRandom(seed)));
  const bare = ({ seen: _, ...register }: Register<string>) => register;
  const naive = histories.map(({ standing }) => standing.map(({ name }) => (name ? { name: bare(name) } : {})));

  const untold = histories.filter(
    (lived, index) => lostEdits<Fields>(naive[index] ?? []).length < lostInTruth(lived).length,
  );

  expect(untold.length).toBeGreaterThan(0);
});
