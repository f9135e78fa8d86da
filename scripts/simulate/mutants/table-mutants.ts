/** Mutants of what the table promises: keys, stamps, floors, versions. */
import type { Mutant } from "./mutant.ts";

const REPLICATION = "packages/replication/src";

export const TABLE_MUTANTS: readonly Mutant[] = [
  {
    name: "no-region-in-key",
    story: "Keys end in the same region wherever they are written, so that two replicas write one item.",
    file: `${REPLICATION}/key.ts`,
    edits: [
      {
        find: "const sort = sortPrefix(parts.name, parts.tail) + parts.region;",
        replace: 'const sort = sortPrefix(parts.name, parts.tail) + "us-east-1";',
      },
    ],
  },
  {
    name: "no-floor",
    story: "Stock is taken without a floor: below zero is a number like any other.",
    file: `${REPLICATION}/escrow.ts`,
    edits: [{ find: "available: { add: -quantity, floor: 0 }", replace: "available: { add: -quantity }" }],
  },
  {
    name: "no-floor-and-no-check",
    story: "Stock is taken without a floor, and a share below zero is read as an empty one, so that nobody notices.",
    file: `${REPLICATION}/escrow.ts`,
    edits: [
      { find: "available: { add: -quantity, floor: 0 }", replace: "available: { add: -quantity }" },
      { find: 'available: numbers["available"] ?? 0,', replace: 'available: Math.max(0, numbers["available"] ?? 0),' },
    ],
  },
  {
    name: "no-skew-bound",
    story: "A process stamps by its own clock, however far ahead it runs.",
    file: `${REPLICATION}/stamp-clock.ts`,
    edits: [
      {
        find: "return Math.floor(Math.min(clock.nowMs(), witnessed.tableMs + TABLE_TIME_RESOLUTION_MS + passedMs));",
        replace: "return Math.floor(clock.nowMs() + 0 * passedMs);",
      },
    ],
  },
  {
    name: "no-stamp-above",
    story: "A write that replaces a value is stamped by the clock alone, which may be behind what it replaces.",
    file: `${REPLICATION}/stamp-clock.ts`,
    edits: [
      {
        find: "if (above === undefined || compareStamps(stamp, above) > 0) return stamp;",
        replace: "if (above !== undefined || above === undefined) return stamp;",
      },
    ],
  },
  {
    name: "first-edit-wins",
    story: "Of two edits of one field the earlier one stands.",
    file: `${REPLICATION}/register.ts`,
    edits: [
      {
        find: "if (order !== 0) return order > 0 ? left : right;",
        replace: "if (order !== 0) return order < 0 ? left : right;",
      },
    ],
  },
  {
    name: "no-tie-break",
    story: "Two edits of one moment are equals, whichever regions they come from, and each region shows its own.",
    file: `${REPLICATION}/register.ts`,
    edits: [
      {
        find: "const order = compareStamps(left.stamp, right.stamp);",
        replace: "const order = compareStamps(left.stamp.slice(0, 29) as Stamp, right.stamp.slice(0, 29) as Stamp);",
      },
      {
        find: "if (order !== 0) return order > 0 ? left : right;",
        replace: "if (left !== undefined) return order >= 0 ? left : right;",
      },
    ],
    also: {
      file: "packages/shop/src/catalog/read-product.ts",
      edits: [
        {
          find: "foldProduct(fields)",
          replace: "foldProduct(fields.toSorted((item) => (item.region === table.region ? -1 : 1)))",
        },
      ],
    },
  },
  {
    name: "refused-too-early",
    story:
      "A refusal that may pass is an answer, although a try of the same commit is still on its way and may be done.",
    file: `${REPLICATION}/verdict.ts`,
    edits: [
      {
        find: "return refusals.some(({ index, reason }) => {",
        replace: "return refusals.length > 0 || refusals.some(({ index, reason }) => {",
      },
    ],
  },
];
