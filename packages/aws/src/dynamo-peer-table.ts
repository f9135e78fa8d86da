/**
 * Another region's replica as a `PeerTable`: what may only be read, and is read for one customer who waits. It is tried once and not for long,
 * since whoever asks has an answer for when the other region says nothing; and its answers tell no clock the time, which each region
 * has from its own table. The role behind it may only read, so that no mistake here can write through a second replica.
 */
import type { Clock, Region } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import type { ClientOptions } from "./connection.ts";
import { createDynamoClient } from "./dynamo-client.ts";
import { createDynamoRegionTable } from "./dynamo-region-table.ts";

export interface DynamoPeerTableOptions {
  /** The region whose replica is read. */
  readonly region: Region;
  readonly tableName: string;
  /** Judges what has expired. */
  readonly clock: Clock;
  /** Only where the replica is not where AWS has it: in the local world. */
  readonly endpoint?: string | undefined;
}

/** Across a continent a new connection takes a fifth of a second with its handshakes; across an ocean twice that. */
const CONNECT_TIMEOUT_MS = 500;
/** One query and its way there and back is a tenth of a second: with connecting, a customer waits a second and a half at most. */
const REQUEST_TIMEOUT_MS = 1_000;

export function createDynamoPeerTable({ region, tableName, clock, endpoint }: DynamoPeerTableOptions): PeerTable {
  const client = createDynamoClient({ region, endpoint, ...PATIENCE });
  const { read, page, walk } = createDynamoRegionTable({ client, tableName, region, clock });
  return { region, read, page, walk };
}

const PATIENCE = {
  connectTimeoutMs: CONNECT_TIMEOUT_MS,
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  attempts: 1,
} as const satisfies Partial<ClientOptions>;
