/** Mutants of what people are told of what merging had to decide. */
import type { Mutant } from "./mutant.ts";

const CONFLICTS = "packages/shop/src/conflicts";
const REPLICATION = "packages/replication/src";

export const CONFLICT_MUTANTS: readonly Mutant[] = [
  {
    name: "conflict-of-each-teller",
    story: "Each region tells of a conflict under an id of its own.",
    file: `${CONFLICTS}/conflict.ts`,
    edits: [
      {
        find: "const [later, id] = [laterStamp(decided), conflictId(decided)];",
        replace:
          "const [later, id] = [laterStamp(decided), conflictId({ ...decided, reason, subject: subject + region })];",
      },
    ],
  },
  {
    name: "values-in-clear",
    story: "A conflict shows what the two sides had said of somebody.",
    file: `${CONFLICTS}/conflict.ts`,
    edits: [
      {
        find: 'return value === null ? "removed" : contentId("sha", [customer, JSON.stringify(value)]);',
        replace:
          'return value === null ? "removed" : [customer, JSON.stringify(value), contentId("sha", [])].join(" ");',
      },
    ],
  },
  {
    name: "successions-told",
    story: "Whoever replaced what he had read is told of a conflict.",
    file: `${REPLICATION}/lost-edits.ts`,
    edits: [
      {
        find: "all.some(({ seen }) => hasSeen(seen, register.stamp))",
        replace: "all.some(({ seen }) => hasSeen(seen, register.stamp) && seen === undefined)",
      },
    ],
  },
  {
    name: "one-stamp-has-seen-all",
    story: "An edit counts as made over everything that lies below it, in whatever region it was made.",
    file: `${REPLICATION}/register.ts`,
    edits: [
      {
        find: "const known = highest.get(region);",
        replace:
          'const known = [...highest.values()].toSorted(compareStamps).at(-1);\n      for (const other of highest.keys()) if (known !== undefined) highest.set(other, known);\n      for (const place of ["us-east-1", "us-west-2", "eu-west-1"]) if (!highest.has(place)) highest.set(place, stamp);',
      },
    ],
  },
  {
    name: "edit-buries-the-loser",
    story: "An edit over two that did not know each other tells nobody that one of them had lost.",
    file: "packages/shop/src/profile/edit-profile.ts",
    edits: [
      {
        find: "decided: decidedFields(partition, items) });",
        replace: "decided: decidedFields(partition, items.slice(0, 0)) });",
      },
    ],
  },
  {
    name: "cart-conflicts-untold",
    story: "Nobody is told that one cart was sold in two regions.",
    file: "packages/shop/src/cart/settle-cart.ts",
    edits: [
      {
        find: "const decided = [...decidedAdds(cart), ...boughtTwice(cart)];",
        replace: "const decided = [...decidedAdds(cart), ...boughtTwice(cart).slice(0, 0)];",
      },
    ],
  },
];
