/** Mutants of what an answer promises: that a session is shown nothing older, and that the regions it names hold an order. */
import type { Mutant } from "./mutant.ts";

export const PROMISE_MUTANTS: readonly Mutant[] = [
  {
    name: "session-is-not-joined",
    story: "A session is carried and given back, and no region asks another for what it has shown.",
    file: "packages/replication/src/session-table.ts",
    edits: [
      {
        find: "return [...new Set([...inDoubt, ...writers])];",
        replace: "return [...new Set([...inDoubt, ...writers])].slice(1, 1);",
      },
    ],
  },
  {
    name: "session-does-not-say-stale",
    story: "When the region that is to be asked is silent, what is here is shown as if it were all.",
    file: "packages/replication/src/session-table.ts",
    edits: [{ find: "    isStale = true;\n    return undefined;\n", replace: "    return undefined;\n" }],
  },
  {
    name: "session-lists-what-is-here",
    story: "Records are joined with what the other region has of them, and pages of lists are not.",
    file: "packages/replication/src/session-table.ts",
    edits: [
      {
        find: "return joinPages([{ region: own, page: first }, ...heard.flat()], page);",
        replace: "return heard.length < 0 ? joinPages([], page) : first;",
      },
    ],
  },
  {
    name: "session-begins-anew",
    story: "Each answer gives a new session: what was sent is checked, and not gone on with.",
    file: "packages/http/src/session.ts",
    edits: [
      { find: 'if (!("why" in session)) return session;', replace: 'if (!("why" in session)) return NEW_SESSION;' },
    ],
  },
  {
    name: "durable-if-asked",
    story: "A region that was asked to keep a copy is named, whether it answered or not.",
    file: "packages/shop/src/orders/make-durable.ts",
    edits: [{ find: "if (error instanceof Fault) return false;", replace: "if (error instanceof Fault) return true;" }],
  },
  {
    name: "durable-whatever-was-answered",
    story: "Any answer of the other region counts as a copy that it keeps.",
    file: "packages/http/src/copy-keeper.ts",
    edits: [{ find: "if (status === 200) return;", replace: "if (status >= 200) return;" }],
  },
  {
    name: "copy-gives-stock-back",
    story: "A copy is written as an order of the region's own, with its lines as what was taken for it.",
    file: "packages/shop/src/orders/keep-copy.ts",
    edits: [
      {
        find: "const data = { ...order, lines, taken: [], copyOf: { region: origin, stamp } };",
        replace:
          'const data = { ...order, lines, taken: lines.map(({ sku, quantity }) => ({ sku, quantity, shard: origin === "" + stamp ? "1" : "0" })) };',
      },
    ],
  },
];
