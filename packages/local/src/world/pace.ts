/**
 * How fast this world's clocks run. Instants stay real (an order placed now says now); what is divided is every wait:
 * ticks, sweeps, visibility, TTLs, health checks, drains. So a rehearsal of minutes fits into a test of seconds.
 */
import { assert } from "@tandem/kernel";

export const SPEED_MAX = 1_000;

export interface Pace {
  readonly speed: number;
  /** How long a wait of `ms` takes here, in milliseconds of the real clock. */
  wait(ms: number): number;
}

export function createPace(speed: number): Pace {
  assert(speed > 0 && speed <= SPEED_MAX, `--speed is a number above 0 and at most ${SPEED_MAX}, not ${speed}`);
  return { speed, wait: (ms) => ms / speed };
}
