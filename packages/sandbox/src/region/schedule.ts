/**
 * EventBridge Scheduler and Lambda's queue of events that nobody waits for: one event each period, whatever became of the last. An event
 * that finds no room is tried again until it is too old, one whose run failed as often as it may be. While the region is down
 * there is no event, and none is made up for.
 */
import { below, MINUTE_MS, type Random, type Region, SECOND_MS } from "@tandem/kernel";
import type { Faults } from "../machine/faults.ts";
import type { Machine } from "../machine/machine.ts";
import type { Invoked } from "./function-pool.ts";
import type { Network } from "./network.ts";
import type { ScheduleNumbers } from "./world-numbers.ts";

/** Lambda waits a second after the first throttle and twice as long after each further one; a minute after a failure. */
const THROTTLE_WAIT_MS = SECOND_MS;
/** Eighteen hours: an event is too old long before. */
const DOUBLINGS_MAX = 16;
const FAILURE_WAIT_MS = MINUTE_MS;

export interface Schedule {
  /** No event begins while it is stopped. */
  setStopped(isStopped: boolean): void;
}

export interface ScheduleOptions {
  readonly machine: Machine;
  readonly faults: Pick<Faults, "whenHealed">;
  readonly network: Network;
  readonly region: Region;
  readonly numbers: ScheduleNumbers;
  readonly random: Random;
  readonly invoke: (ended: (outcome: Invoked<unknown>) => void) => void;
}

interface ScheduledEvent {
  readonly sinceMs: number;
  readonly throttles: number;
  readonly failures: number;
}

export function startSchedule(options: ScheduleOptions): Schedule {
  const { machine, faults, network, region, numbers, random, invoke } = options;
  const { everyMinutes, everyMinutesUntilHealed } = numbers;
  let periodMs = (everyMinutesUntilHealed ?? everyMinutes) * MINUTE_MS;
  const what = `schedule ${region}`;
  let isStopped = false;

  function begin(): void {
    next = machine.after(periodMs, what, begin);
    if (!isStopped && !network.isDown(region)) tryOnce({ sinceMs: machine.nowMs(), throttles: 0, failures: 0 });
  }

  function tryOnce(event: ScheduledEvent): void {
    invoke((outcome) => {
      if (outcome.kind === "throttled") {
        const { throttles } = event;
        tryLater({ ...event, throttles: throttles + 1 }, THROTTLE_WAIT_MS * (1 << Math.min(throttles, DOUBLINGS_MAX)));
      } else if (outcome.kind === "failed" && event.failures < numbers.maximumRetryAttempts) {
        tryLater({ ...event, failures: event.failures + 1 }, FAILURE_WAIT_MS);
      }
    });
  }

  function tryLater(event: ScheduledEvent, waitMs: number): void {
    machine.after(waitMs, `${what}: again`, () => {
      const isTooOld = machine.nowMs() - event.sinceMs > numbers.maximumEventAgeInSeconds * SECOND_MS;
      if (!isTooOld && !network.isDown(region)) tryOnce(event);
    });
  }

  // Regions were deployed at different moments, so their minutes do not begin together.
  let next = machine.after(below(random, periodMs), what, begin);
  faults.whenHealed(() => {
    if (everyMinutesUntilHealed === undefined) return;
    next.cancel();
    periodMs = everyMinutes * MINUTE_MS;
    next = machine.after(below(random, periodMs), what, begin);
  });
  return {
    setStopped(stopped) {
      isStopped = stopped;
    },
  };
}
