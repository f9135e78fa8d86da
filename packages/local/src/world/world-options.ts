/**
 * What a world is told from outside. Whatever may be wrong with it is checked here, once, in words a person understands.
 */
import { type Clock, type Random, type Region, regionList } from "@tandem/kernel";
import type { BootProgress } from "./boot.ts";
import type { Log } from "./log.ts";
import { createPace, type Pace, SPEED_MAX } from "./pace.ts";
import { PORT_BASE_MAX, PORT_BASE_MIN } from "./ports.ts";
import { WorldRefusal } from "./refusal.ts";

export interface WorldOptions {
  /** The project's root: where the manifest's handlers are. */
  readonly root: string;
  readonly stateDirectory: string;
  /** Begin without what earlier starts left. */
  readonly fresh?: boolean;
  readonly portBase: number;
  readonly speed?: number;
  readonly regions?: readonly string[];
  /** Where bundles are kept, which worlds may share; in the state folder unless said otherwise. */
  readonly bundleDirectory?: string;
  /** Bundle the functions again when their sources change. */
  readonly watch?: boolean;
  /** DynamoDB-compatible endpoints to use in place of processes of our own, in the order of the regions. */
  readonly engineUrls?: readonly (string | undefined)[];
  /** How long a write takes to the other regions when nothing is wrong. */
  readonly lagMs?: number;
  readonly log?: Log;
  readonly progress?: BootProgress;
  readonly measureOutbox?: MeasureOutbox;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** What waits in a region's outbox. The world does not know how the product keeps it, so whoever starts the world says how to look. */
export type MeasureOutbox = (at: {
  readonly region: Region;
  readonly nowMs: number;
  /** The items of one partition, as DynamoDB writes them: at most `QUERY_ITEMS_MAX`. */
  query(partition: string): Promise<readonly object[]>;
}) => Promise<{ readonly count: number; readonly oldestAgeS: number; readonly parked: number }>;

export const REGIONS_DEFAULT = ["us-east-1", "us-west-2"] as const;

export interface CheckedOptions extends Omit<WorldOptions, "regions" | "speed"> {
  readonly regions: readonly Region[];
  readonly pace: Pace;
}

export function checkWorldOptions(options: WorldOptions): CheckedOptions {
  const { portBase, speed = 1, regions = REGIONS_DEFAULT, ...others } = options;
  if (!Number.isInteger(portBase) || portBase < PORT_BASE_MIN || portBase > PORT_BASE_MAX) {
    throw new WorldRefusal(
      `The base of the ports is a whole number from ${PORT_BASE_MIN} to ${PORT_BASE_MAX}, not ${portBase}.`,
    );
  }
  if (!(speed > 0 && speed <= SPEED_MAX)) {
    throw new WorldRefusal(`The speed is a number above 0 and at most ${SPEED_MAX}, not ${speed}.`);
  }
  return { ...others, portBase, regions: regionList(regions), pace: createPace(speed) };
}
