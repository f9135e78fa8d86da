/**
 * Looks for what an earlier world kept and is not there any more, before anything is started. Whoever deleted one file of a state
 * would otherwise get a world that goes on without it: orders beside an empty ledger, a new key that refuses every old token, or
 * a region that forgets its stream and its peer. A region that is gone as a whole is no gap: its peer gives it everything again.
 */
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Region } from "@tandem/kernel";
import { createFileCheckpoint } from "../lambda/checkpoint.ts";
import { damagedState } from "./refusal.ts";

/** Where the parts of a world keep what no other part could give back. */
export const KEPT = {
  signingKey: "auth/signing-key.json",
  ledger: "payments/ledger.sqlite",
  /** Written last of a first start: from then on everything else is there. */
  seeded: "seeded",
  streamCheckpoint: "stream-checkpoint",
  journal: "dynamodb/journal.db",
  engine: "dynamodb/engine.db",
  /** Of the world and of no region: a handle that is forgotten would be given away twice. */
  claims: "claims/engine.db",
} as const;

export interface KeptState {
  readonly directory: string;
  readonly regions: readonly Region[];
  /** A region with an endpoint of its own keeps its items there, and has no engine's database. */
  readonly engineUrls?: readonly (string | undefined)[] | undefined;
}

/** Throws the refusal that names the first file that is missing, or a place in a stream that is none; changes nothing. */
export function refuseGaps({ directory, regions, engineUrls }: KeptState): void {
  for (const [index, region] of regions.entries()) {
    refuseHalfRegion(join(directory, region), engineUrls?.[index] !== undefined);
    createFileCheckpoint(join(directory, region, KEPT.streamCheckpoint)).load();
  }
  if (!existsSync(join(directory, KEPT.seeded))) return;
  for (const name of [KEPT.ledger, KEPT.signingKey]) {
    if (!isKept(join(directory, name))) throw missing(join(directory, name));
  }
  // A state from before there were claims has no such folder; and an endpoint of its own keeps them itself.
  const claims = join(directory, KEPT.claims);
  if (existsSync(dirname(claims)) && engineUrls?.[0] === undefined && !isKept(claims)) throw missing(claims);
  const journals = regions.map((region) => join(directory, region, KEPT.journal));
  if (journals[0] !== undefined && !journals.some(isKept)) throw missing(journals[0]);
}

/** The journal is made first, then the engine's database, then a table; so each of them vouches for those before it. */
function refuseHalfRegion(directory: string, hasOwnEndpoint: boolean): void {
  const journal = join(directory, KEPT.journal);
  const engine = join(directory, KEPT.engine);
  if (!isKept(journal)) {
    // Without its journal a stream counts from one again, and what was read of the old one would be skipped in the new.
    if (isKept(engine) || existsSync(join(directory, KEPT.streamCheckpoint))) throw missing(journal);
    return;
  }
  if (!hasOwnEndpoint && !isKept(engine) && hasTables(journal)) throw missing(engine);
}

/** SQLite writes a file's first page as soon as it keeps anything; an empty one is as good as none. */
function isKept(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** A start that was killed before the engine ran leaves a journal without tables, and nothing is lost with it. */
function hasTables(journal: string): boolean {
  const database = new DatabaseSync(journal, { readOnly: true });
  try {
    const isMade = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'tracked_table'").get() !== undefined;
    return isMade && database.prepare("SELECT 1 FROM tracked_table LIMIT 1").get() !== undefined;
  } catch (error) {
    throw damagedState(journal, `cannot be read as a journal (${error instanceof Error ? error.message : "unknown"})`);
  } finally {
    database.close();
  }
}

function missing(path: string): Error {
  return damagedState(path, "is missing or empty, though an earlier start kept something in it");
}
