/** An engine from where this machine has one: the endpoint that was given, or a process of our own on one database file. */
import { join } from "node:path";
import type { Region } from "@tandem/kernel";
import type { Watchdog } from "../../supervision/watchdog.ts";
import type { Log } from "../../world/log.ts";
import type { Engine } from "./engine.ts";
import { findEngine, noEngine, thisMachine } from "./engine-binary.ts";
import { startEngineProcess } from "./engine-process.ts";
import { createExternalEngine } from "./external-engine.ts";

export interface OpenEngineOptions {
  /** Whose log it writes to. */
  readonly region: Region;
  /** How a person calls it, if it is not simply the region's. */
  readonly name?: string;
  /** Where its database lives. */
  readonly directory: string;
  /** A DynamoDB-compatible endpoint to use in place of a process of our own. */
  readonly engineUrl?: string | undefined;
  readonly watchdog: Watchdog;
  readonly log: Log;
}

export async function openEngine(options: OpenEngineOptions): Promise<Engine> {
  if (options.engineUrl !== undefined) return createExternalEngine(options.engineUrl);
  const databaseFile = join(options.directory, "engine.db");
  const machine = thisMachine();
  const command = findEngine(machine);
  try {
    return await startEngineProcess({ ...options, command, databaseFile });
  } catch (error) {
    if (!command.isFetched) throw error;
    options.log({ region: options.region, source: "dynamodb", level: "problem", text: String(error) });
    throw noEngine(machine);
  }
}
