/** Starts the engine that all regions share for strongly consistent tables, and makes them in it. */
import { mkdirSync } from "node:fs";
import { must, type Region } from "@tandem/kernel";
import { openEngine } from "../dynamodb/engine/open-engine.ts";
import type { Watchdog } from "../supervision/watchdog.ts";
import type { Log } from "../world/log.ts";
import type { Quorum } from "./quorum.ts";
import { createStrongTables, type StrongTable, type StrongTables } from "./strong-tables.ts";

export interface OpenStrongTablesOptions {
  readonly regions: readonly Region[];
  readonly quorum: Quorum;
  readonly strong: StrongTablesSettings;
  readonly watchdog: Watchdog;
  readonly log: Log;
}

export interface StrongTablesSettings {
  readonly tables: readonly StrongTable[];
  /** Where their data is kept; nobody else may use it. */
  readonly directory: string;
  /** A DynamoDB-compatible endpoint to use in place of a process of our own. */
  readonly engineUrl?: string | undefined;
}

export interface OpenedStrongTables extends StrongTables {
  close(): Promise<void>;
}

export async function openStrongTables(options: OpenStrongTablesOptions): Promise<OpenedStrongTables> {
  const { regions, quorum, strong } = options;
  const region = must(regions[0], "a world has at least one region");
  mkdirSync(strong.directory, { recursive: true });
  const engine = await openEngine({
    ...options,
    ...strong,
    region,
    name: "the DynamoDB engine that all regions share",
  });
  try {
    await engine.ready();
    const tables = await createStrongTables({ engine, quorum, regions, tables: strong.tables });
    return { ...tables, close: () => engine.close() };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
