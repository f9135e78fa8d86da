/** How much of one history is about carts, profiles and handles, and which of them: a history in two has none, the others one or two. */
import type { Random } from "@tandem/kernel";
import { between, isLikely, oneOf } from "./chance.ts";
import type { PeopleOperation } from "./people-operations.ts";

type Kind = PeopleOperation["kind"];

export interface PeopleMix {
  /** How many of all operations. */
  readonly share: number;
  readonly weights: readonly (readonly [kind: Kind, weight: number])[];
  /** How often it is the first of the customers. */
  readonly hotRate: number;
  /** How often two do the same at the same moment, in whichever regions. */
  readonly duelRate: number;
  /** How often a key is one that was used before, and how often for something else. */
  readonly repeatRate: number;
  readonly otherContentRate: number;
  /** How often an edit asks for the profile to be as it was shown before. */
  readonly guardedRate: number;
  /** How often an edit removes. */
  readonly removalRate: number;
  readonly handles: readonly string[];
}

const HISTORIES_RATE = 0.5;
const HANDLES = ["tea-lover", "captain", "x-1"] as const;
const WEIGHT_MAX = 10;

/** Each kind of data with what is done to it, and about how often. */
const AREAS: readonly (readonly (readonly [kind: Kind, weight: number])[])[] = [
  [
    ["add-to-cart", 12],
    ["remove-from-cart", 4],
    ["show-cart", 2],
    ["check-out", 4],
  ],
  [
    ["edit-profile", 12],
    ["read-profile", 5],
  ],
  [
    ["claim-handle", 8],
    ["read-handle", 3],
  ],
];
const ERASE_RATE = 0.5;

export function drawPeopleMix(random: Random): PeopleMix | undefined {
  if (!isLikely(random, HISTORIES_RATE)) return undefined;
  const first = between(random, [0, AREAS.length - 1]);
  const second = isLikely(random, 0.4) ? between(random, [0, AREAS.length - 1]) : first;
  const chosen = AREAS.filter((_, index) => index === first || index === second);
  const erasing: PeopleMix["weights"] = isLikely(random, ERASE_RATE)
    ? [["erase-person", oneOf(random, [1, 2, 4])]]
    : [];
  return {
    share: oneOf(random, [0.2, 0.4, 0.7]),
    weights: [
      ...chosen.flat().map(([kind, weight]) => [kind, weight + between(random, [0, WEIGHT_MAX])] as const),
      ...erasing,
      ["list-conflicts", 1],
    ],
    hotRate: oneOf(random, [0, 0.6, 0.9]),
    duelRate: oneOf(random, [0, 0.3, 0.8]),
    repeatRate: oneOf(random, [0, 0.2, 0.5]),
    otherContentRate: oneOf(random, [0, 0.1, 0.5]),
    guardedRate: oneOf(random, [0, 0.3, 0.8]),
    removalRate: oneOf(random, [0, 0.2]),
    handles: HANDLES.slice(0, between(random, [1, HANDLES.length])),
  };
}
