import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { EAST, WEST } from "./testing/items.ts";
import { tallyOf } from "./testing/tally-program.ts";
import { createTallyWorld } from "./testing/tally-world.ts";
import type { WorldFaultKind } from "./world-fault.ts";

/** What one tally looks like while a fault holds that began before it was asked for, and when it is mended. */
async function historyWith(fault: WorldFaultKind) {
  const { world, ask, answers, until } = createTallyWorld({ worldFaults: [{ ...fault, fromMs: 0, untilMs: HOUR_MS }] });
  const state = () => ({
    answers: answers.map((answer) => (answer.kind === "answer" ? answer.status : answer.why)).join(),
    there: [EAST, WEST].map(
      (region) => (world.regions.get(region)?.endpoint.replica.list(tallyOf("t1")).length ?? 0) > 0,
    ),
    charged: world.provider.ledger().length > 0,
  });
  await until(SECOND_MS);
  ask("t1");
  await until(30 * SECOND_MS);
  const during = state();
  world.heal();
  await until(5 * MINUTE_MS);
  return { during, healed: state() };
}

const WELL = { answers: "201", there: [true, true], charged: true };

it.each<[WorldFaultKind, Partial<typeof WELL>]>([
  [{ kind: "payment-forgets" }, WELL],
  [{ kind: "cold", region: EAST }, WELL],
  [{ kind: "duplicate-messages", region: EAST, rate: 1 }, WELL],
  [{ kind: "schedule-stopped", region: EAST }, WELL],
  [{ kind: "crash-all", region: EAST }, WELL],
  [{ kind: "payment-down" }, { ...WELL, charged: false }],
  [
    { kind: "queue-down", region: EAST },
    { answers: "201", there: [true, true] },
  ],
  [
    { kind: "partition", regions: [WEST, EAST] },
    { answers: "201", there: [true, false], charged: true },
  ],
  [
    { kind: "one-way-partition", from: EAST, to: WEST },
    { answers: "201", there: [true, false] },
  ],
  [{ kind: "one-way-partition", from: WEST, to: EAST }, WELL],
  [
    { kind: "replication-lag", from: EAST, to: WEST, ms: 60_000 },
    { answers: "201", there: [true, false] },
  ],
])("while %o holds, a tally is so far, and afterwards well", async (fault, expected) => {
  const { during, healed } = await historyWith(fault);

  expect(during).toMatchObject(expected);
  expect(healed).toEqual(WELL);
});

it.each<[WorldFaultKind, string]>([
  [{ kind: "table-down", region: EAST }, "500"],
  [{ kind: "table-read-only", region: EAST }, "500"],
  [{ kind: "region-down", region: EAST }, "unavailable"],
  [{ kind: "region-unreachable", region: EAST }, "unavailable"],
])("while %o holds, nothing is taken", async (fault, answers) => {
  const { during, healed } = await historyWith(fault);

  expect(during).toEqual({ answers, there: [false, false], charged: false });
  expect(healed).toEqual(during);
});

it("while pollers or the stream's reader are stuck in both regions, nothing is done", async () => {
  for (const kind of ["queue-stuck", "stream-stuck"] as const) {
    const { world, ask, until } = createTallyWorld({
      worldFaults: [EAST, WEST].map((region) => ({ kind, region, fromMs: 0, untilMs: HOUR_MS })),
    });
    // The tick would ask again for what the stream did not tell.
    for (const state of world.regions.values()) state.schedule.setStopped(true);
    await until(SECOND_MS);
    ask("t1");
    await until(2 * MINUTE_MS);
    const during = world.provider.ledger().length;

    world.heal();
    await until(5 * MINUTE_MS);

    expect([during, world.provider.ledger().length > 0]).toEqual([0, true]);
  }
});
