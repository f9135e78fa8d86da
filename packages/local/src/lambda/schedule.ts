/**
 * EventBridge Scheduler's `rate(N minutes)`: the first event comes one period after the schedule was made, then one each period,
 * whatever became of the last. Two runs may overlap, as in AWS; a period that passed while the machine slept is not made up for.
 */
import { assert, MINUTE_MS } from "@tandem/kernel";
import type { Pace } from "../world/pace.ts";

export interface ScheduleOptions {
  readonly rateMinutes: number;
  readonly functionName: string;
  /** The event, which for Scheduler is whatever input the schedule states. */
  readonly input: unknown;
  readonly pace: Pace;
  readonly invokeLater: (functionName: string, event: unknown) => void;
}

export interface Schedule {
  /** A fault: no event begins while it is stopped. */
  setStopped(isStopped: boolean): void;
  close(): void;
}

export function createSchedule({ rateMinutes, functionName, input, pace, invokeLater }: ScheduleOptions): Schedule {
  assert(
    Number.isInteger(rateMinutes) && rateMinutes >= 1,
    `a rate is a whole number of minutes from 1, not ${rateMinutes}`,
  );
  let isStopped = false;
  const timer = setInterval(
    () => {
      if (!isStopped) invokeLater(functionName, input);
    },
    pace.wait(rateMinutes * MINUTE_MS),
  );
  return {
    setStopped(stopped) {
      isStopped = stopped;
    },
    close: () => clearInterval(timer),
  };
}
