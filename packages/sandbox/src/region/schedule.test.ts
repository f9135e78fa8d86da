import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { NO_FAULTS } from "../machine/fault-plan.ts";
import { createFaults } from "../machine/faults.ts";
import { createMachine, START_MS } from "../machine/machine.ts";
import type { Invoked } from "./function-pool.ts";
import { createNetwork } from "./network.ts";
import { startSchedule } from "./schedule.ts";
import { EAST } from "./testing/items.ts";
import type { ScheduleNumbers } from "./world-numbers.ts";

const NUMBERS = { everyMinutes: 1, maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 };

function createBench(
  outcomeOf: (count: number) => Invoked<unknown>["kind"] = () => "done",
  numbers: ScheduleNumbers = NUMBERS,
) {
  const machine = createMachine({ seed: 1 });
  const faults = createFaults(machine, NO_FAULTS);
  const network = createNetwork();
  const atMs: number[] = [];
  const schedule = startSchedule({
    machine,
    faults,
    network,
    region: EAST,
    numbers,
    random: machine.fork("schedule"),
    invoke(ended) {
      atMs.push(machine.nowMs());
      const kind = outcomeOf(atMs.length);
      ended(
        kind === "failed" ? { kind, why: "for the test" } : kind === "done" ? { kind, value: undefined } : { kind },
      );
    },
  });
  const until = (sinceStartMs: number) => machine.run(START_MS + sinceStartMs);
  return { machine, faults, network, schedule, atMs, until };
}

const gaps = (atMs: readonly number[]) => atMs.slice(1).map((ms, index) => ms - (atMs[index] ?? 0));

it("there is one event a minute, whatever became of the last", async () => {
  const { atMs, until } = createBench((count) => (count === 2 ? "failed" : "done"));

  await until(5 * MINUTE_MS);

  expect(gaps(atMs)).toEqual([MINUTE_MS, MINUTE_MS, MINUTE_MS, MINUTE_MS]);
});

it("a schedule that is to come less often until all is healed comes as deployed from then on", async () => {
  const { faults, atMs, until } = createBench(() => "done", { ...NUMBERS, everyMinutesUntilHealed: 60 });

  await until(5 * HOUR_MS);
  const before = atMs.length;
  faults.heal();
  await until(5 * HOUR_MS + 10 * MINUTE_MS);

  expect([before, atMs.length - before]).toEqual([5, 10]);
  expect(new Set(gaps(atMs.slice(before)))).toEqual(new Set([MINUTE_MS]));
});

it("an event that finds no room is tried again with growing waits until it is too old", async () => {
  const { atMs, until } = createBench((count) => (count === 1 || count > 7 ? "done" : "throttled"));

  await until(3 * MINUTE_MS);

  expect(gaps(atMs).slice(0, 7)).toEqual(
    [MINUTE_MS, 1, 2, 4, 8, 16, 29].map((gap, index) => (index === 0 ? gap : gap * SECOND_MS)),
  );
});

it("a run that failed is tried again as often as it may be", async () => {
  const { atMs, until } = createBench((count) => (count <= 2 ? "failed" : "done"), {
    ...NUMBERS,
    everyMinutes: 10,
    maximumRetryAttempts: 1,
    maximumEventAgeInSeconds: 3_600,
  });

  await until(20 * MINUTE_MS);

  expect(gaps(atMs)).toEqual([MINUTE_MS, 9 * MINUTE_MS]);
});

it("while its region is down, or it is stopped, there is no event, and none is made up for", async () => {
  for (const stop of ["down", "stopped"] as const) {
    const { network, schedule, atMs, until } = createBench();
    await until(2 * MINUTE_MS);
    const before = atMs.length;
    if (stop === "stopped") schedule.setStopped(true);
    const begin = stop === "down" ? network.takeDown(EAST) : () => schedule.setStopped(false);

    await until(10 * MINUTE_MS);
    const during = atMs.length - before;
    begin();
    await until(12 * MINUTE_MS);

    expect([during, atMs.length - before]).toEqual([0, 2]);
  }
});
