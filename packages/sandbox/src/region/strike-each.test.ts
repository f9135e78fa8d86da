import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { EAST, WEST } from "./testing/items.ts";
import { createTallyWorld } from "./testing/tally-world.ts";
import type { WorldFault, WorldFaultKind } from "./world-fault.ts";

/** A world of tallies claims nothing; `claims-port.test.ts` has the witness. */
type Kind = Exclude<WorldFaultKind["kind"], "witness-cut">;

/** One of each kind, which the compiler asks for. */
const EACH: { readonly [K in Kind]: WorldFaultKind & { readonly kind: K } } = {
  "region-down": { kind: "region-down", region: EAST },
  "region-isolated": { kind: "region-isolated", region: EAST },
  "region-unreachable": { kind: "region-unreachable", region: EAST },
  partition: { kind: "partition", regions: [EAST, WEST] },
  "one-way-partition": { kind: "one-way-partition", from: EAST, to: WEST },
  "replication-lag": { kind: "replication-lag", from: EAST, to: WEST, ms: MINUTE_MS },
  "table-down": { kind: "table-down", region: EAST },
  "table-read-only": { kind: "table-read-only", region: EAST },
  "queue-stuck": { kind: "queue-stuck", region: EAST },
  "queue-down": { kind: "queue-down", region: EAST },
  "stream-stuck": { kind: "stream-stuck", region: EAST },
  "schedule-stopped": { kind: "schedule-stopped", region: EAST },
  "duplicate-messages": { kind: "duplicate-messages", region: EAST, rate: 1 },
  "lost-messages": { kind: "lost-messages", region: EAST, rate: 1 },
  "payment-down": { kind: "payment-down" },
  "payment-forgets": { kind: "payment-forgets" },
  "crash-all": { kind: "crash-all", region: EAST },
  cold: { kind: "cold", region: EAST },
};

/** Everything that happens while tallies are asked for in both regions, but for the fault's own begin and end. */
async function lifeWith(worldFaults: readonly WorldFault[], spared: readonly string[] = []) {
  const { machine, world, ask, answers, until } = createTallyWorld({ worldFaults, plan: { spared }, keep: "steps" });
  await until(5 * SECOND_MS);
  ask("before", EAST);
  await until(20 * SECOND_MS);
  const charge = () => world.provider.charge({ key: "the same key", orderId: "ord_1", amount: 100 });
  const first = charge();
  for (const region of [EAST, WEST]) ask(`during in ${region}`, region);
  await until(3 * MINUTE_MS);
  return {
    isRemembered: charge() === first,
    answers: answers.map((answer) => answer.kind),
    steps: machine.lines
      .filter(({ who, what }) => who !== "world" && !/^a fault (?:begins|ends)$/.test(what))
      .map(({ atMs, who, what }) => `${atMs} ${who} ${what}`),
  };
}

const WINDOW = { fromMs: 10 * SECOND_MS, untilMs: 2 * MINUTE_MS };

it.each(Object.values(EACH))("a world that is struck by $kind is another than one that is not", async (fault) => {
  const calm = await lifeWith([]);

  expect(await lifeWith([{ ...fault, ...WINDOW }])).not.toEqual(calm);
});

it("a world whose fault is spared is the same as one without", async () => {
  const fault = { ...EACH["region-down"], ...WINDOW };

  expect(await lifeWith([fault], ["world/0"])).toEqual(await lifeWith([]));
});
