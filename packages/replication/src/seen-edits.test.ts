/** Who has lost by a merge, held against histories of which everything is known: who edited, and what he had seen by then. */
import { below, createSeededRandom, type Random, region } from "@tandem/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lostEdits } from "./lost-edits.ts";
import { editRegisters, mergeRegisters, ownRegisters, type Register, type Registers } from "./register.ts";
import { compareStamps, formatStamp, type Stamp } from "./stamp.ts";

type Fields = { readonly name: string; readonly price: string };
const NAMES = ["name", "price"] as const;

const PLACES = [region("us-east-1"), region("us-west-2"), region("eu-south-1")] as const;

interface Replica {
  /** What each region says, as far as it has arrived here. */
  readonly fragments: Registers<Fields>[];
}

interface Edit {
  readonly field: keyof Fields;
  readonly stamp: Stamp;
  /** Of this field all that had ever arrived where it was made, and all that those who made that knew: what it replaced knowingly. */
  readonly past: ReadonlySet<Stamp>;
}

/** Regions edit a field in turn, each over what has arrived there, with clocks that are wrong, and hear of each other now and then. */
function live(random: Random) {
  const count = 2 + below(random, 2);
  const replicas: readonly Replica[] = PLACES.slice(0, count).map(() => ({ fragments: PLACES.map(() => ({})) }));
  const edits = new Map<Stamp, Edit>();
  const known = PLACES.map(() => new Set<Stamp>());
  for (let step = 0; step < 40; step += 1) {
    const here = below(random, count);
    const [{ fragments }, arrived] = [replicas[here] as Replica, known[here] as Set<Stamp>];
    const other = below(random, count);
    if (below(random, 2) === 0) {
      fragments[other] = replicas[other]?.fragments[other] ?? {};
      for (const stamp of stampsIn(fragments)) arrived.add(stamp);
      continue;
    }
    const newestMs = Math.max(0, ...stampsIn(fragments).map((stamp) => Date.parse(stamp.slice(0, 24))));
    const place = PLACES[here] ?? PLACES[0];
    const stamp = formatStamp({ ms: newestMs + 1 + below(random, 5), counter: 0, region: place });
    const field = NAMES[below(random, NAMES.length)] ?? "name";
    const before = [...arrived].filter((each) => edits.get(each)?.field === field);
    edits.set(stamp, {
      field,
      stamp,
      past: new Set(before.flatMap((each) => [each, ...(edits.get(each)?.past ?? [])])),
    });
    arrived.add(stamp);
    const edited = editRegisters<Fields>(fragments, { [field]: `edit ${step}` }, stamp) ?? {};
    fragments[here] = ownRegisters<Fields>(fragments[here] ?? {}, edited, stamp);
  }
  const views = [
    replicas.map(({ fragments }, index) => fragments[index] ?? {}),
    ...replicas.map((each) => each.fragments),
  ];
  return { views, edits };
}

function stampsIn(fragments: readonly Registers<Fields>[]): readonly Stamp[] {
  return fragments.flatMap((fragment) => Object.values(fragment).map(({ stamp }) => stamp));
}

type Lived = ReturnType<typeof live>;

function lostInTruth(view: readonly Registers<Fields>[], { edits }: Lived): readonly Stamp[] {
  const merged = mergeRegisters(view);
  return NAMES.flatMap((field) => {
    const stamps = [...new Set(view.flatMap((fragment) => fragment[field]?.stamp ?? []))];
    const isReplaced = (stamp: Stamp) => stamps.some((other) => edits.get(other)?.past.has(stamp));
    return stamps.filter((stamp) => stamp !== merged[field]?.stamp && !isReplaced(stamp)).toSorted(compareStamps);
  });
}

test("in every history of two or three regions, as each of them sees it, exactly those have lost whose edit nobody had seen who edited later", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const lived = live(createSeededRandom(seed));

      for (const view of lived.views) {
        expect(lostEdits(view).map(({ loser }) => loser.stamp)).toEqual(lostInTruth(view, lived));
      }
    }),
    { numRuns: 1_000 },
  );
});

test("by the one highest stamp that an edit was made over, some who have lost are never told", () => {
  const histories = Array.from({ length: 300 }, (_, seed) => live(createSeededRandom(seed)));
  const bare = ({ seen: _, ...register }: Register<string>) => register;

  const untold = histories.filter((lived) => {
    const [standing = []] = lived.views;
    const naive = standing.map(({ name }) => (name ? { name: bare(name) } : {}));
    const truth = lostInTruth(
      standing.map(({ name }) => (name ? { name } : {})),
      lived,
    );
    return lostEdits<Fields>(naive).length < truth.length;
  });

  expect(untold.length).toBeGreaterThan(0);
});
