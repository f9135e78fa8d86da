/** Mutants of what delivery promises: that work which is promised is done, and once. */
import type { Mutant } from "./mutant.ts";

const DELIVERY = "packages/delivery/src";

export const DELIVERY_MUTANTS: readonly Mutant[] = [
  {
    name: "no-receipt",
    story: "The outbox item is erased, and the fact that answers it is not written: nothing says how the effect ended.",
    file: `${DELIVERY}/consume.ts`,
    edits: [
      {
        find: "const all = [...facts, ...owed.writes, ...answered];",
        replace: "const all = [...owed.writes, settleOutbox(outbox)];",
      },
    ],
  },
  {
    name: "receipt-leaves-promise",
    story: "The result fact is written, and the outbox item stays for ever.",
    file: `${DELIVERY}/consume.ts`,
    edits: [
      {
        find: "const answered = outbox === undefined ? [] : [settleOutbox(outbox)];",
        replace: "const answered = outbox === undefined ? [] : [];",
      },
      {
        find: "const answered = owed.effect === undefined ? [settleOutbox(outbox)] : [];",
        replace: "const answered: readonly Write[] = [];",
      },
    ],
  },
  {
    name: "promise-dropped-before-effect",
    story:
      "The outbox item is erased in a commit of its own before the effect, as a queue that deletes what it hands out.",
    file: `${DELIVERY}/consume.ts`,
    edits: [
      {
        find: "const performed = await product.perform(effect);",
        replace: `await table.commit({ id: randomId("cmt", random), stamp: stamps.next(), writes: [settleOutbox(outbox)] });
    const performed = await product.perform(effect);`,
      },
    ],
  },
  {
    name: "no-sweep",
    story: "Nobody asks again for work whose hint was lost.",
    file: `${DELIVERY}/sweep.ts`,
    edits: [
      { find: "if (waitedMs < firstMs) return false;", replace: "if (waitedMs >= 0 || waitedMs < 0) return false;" },
    ],
  },
  {
    name: "put-off-for-ever",
    story: "Work that was put off is asked for when its hint would be late, and never for being due again.",
    file: `${DELIVERY}/sweep.ts`,
    edits: [
      {
        find: "const firstMs = outbox.isPutOff ? 0 : graceMs;",
        replace: "const firstMs = outbox.isPutOff ? Number.POSITIVE_INFINITY : graceMs;",
      },
    ],
  },
  {
    name: "no-walk",
    story: "Nobody looks at orders of which no hint came.",
    file: `${DELIVERY}/walk.ts`,
    edits: [{ find: ".filter(options.isRecord)", replace: ".filter(() => false)" }],
  },
  {
    name: "walks-once",
    story: "The walk comes to the end of the table, and does not begin again.",
    file: `${DELIVERY}/walk.ts`,
    edits: [
      {
        find: "if (place.after === null && restedMs >= 0 && restedMs < policy.restMs) {",
        replace: "if (place.after === null && place.endedMs > 0 * restedMs) {",
      },
    ],
  },
  {
    name: "own-hints-filtered",
    story: "The stream's filter lets no outbox item through, and all work waits for the sweep.",
    file: "functions/manifest.ts",
    edits: [{ find: 'wake: { S: ["outbox"] }, region', replace: 'wake: { S: ["no such wake"] }, region' }],
  },
  {
    name: "hints-not-forwarded",
    story: "Whoever reads the stream makes no hint of an outbox item, and all work waits for the sweep.",
    file: `${DELIVERY}/forward.ts`,
    edits: [
      {
        find: "if (change.record === undefined) return undefined;",
        replace: "if (change.record === undefined || change.sort !== undefined) return undefined;",
      },
    ],
  },
  {
    name: "no-beat",
    story: "A region does everything with each tick but say that it is here.",
    file: "functions/programs/tick-program.ts",
    edits: [{ find: "        beat(ports),", replace: "        Promise.resolve([])," }],
  },
];
