/** What every step of a world's start may use: what it was told, and the few things that all its parts share. */
import type { Clock, Random } from "@tandem/kernel";
import type { Log } from "./log.ts";
import type { WorldPorts } from "./ports.ts";
import type { CheckedOptions } from "./world-options.ts";

export interface WorldContext extends CheckedOptions {
  /** The state folder, held by this world. */
  readonly directory: string;
  readonly ports: WorldPorts;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** AWS's own example account; no real one is meant. */
export const ACCOUNT_ID = "123456789012";
