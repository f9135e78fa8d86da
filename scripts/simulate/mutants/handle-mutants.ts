/** Mutants of what the shop promises of handles. */
import type { Mutant } from "./mutant.ts";

const HANDLES = "packages/shop/src/handles/handles.ts";

export const HANDLE_MUTANTS: readonly Mutant[] = [
  {
    name: "free-when-looked",
    story: "Who saw that nobody had a handle takes it for his own, whatever the claim came to.",
    file: HANDLES,
    edits: [
      {
        find: 'answer.kind === "granted" ? "mine" : "taken"',
        replace: 'answer.kind === "granted" || holding.kind === "free" ? "mine" : "taken"',
      },
    ],
  },
  {
    name: "silence-is-consent",
    story: "A claim of which nothing was heard is taken for granted.",
    file: HANDLES,
    edits: [
      {
        find: 'if (answer.kind === "undecided") return answer;',
        replace: 'if (answer.kind === "undecided") return { kind: "mine" };',
      },
    ],
  },
  {
    name: "silence-is-nobody",
    story: "Whoever asks whose a handle is, where nobody can say, is told that it is free.",
    file: HANDLES,
    edits: [
      {
        find: 'if (holding.kind !== "held") return holding;',
        replace: 'if (holding.kind !== "held") return { kind: "free" };',
      },
    ],
  },
  {
    name: "keeps-one-handle",
    story: "Who is forgotten keeps one of his handles.",
    file: HANDLES,
    edits: [
      { find: "held.names.map((name) => claims.release", replace: "held.names.slice(1).map((name) => claims.release" },
    ],
  },
  {
    name: "release-unheard",
    story: "A handle of which nobody knows whether it was let go is said to be.",
    file: HANDLES,
    edits: [
      {
        find: "if (undecided !== undefined) return undecided;",
        replace: 'if (undecided?.why === "") return undecided;',
      },
    ],
  },
];
