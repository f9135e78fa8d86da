/**
 * What is broken in one region's DynamoDB, on purpose, as data that may be changed at any time. All of it meets customers of the
 * API only; replication notices `down` alone.
 */
export interface FaultSettings {
  /** Added before each request. */
  latencyMs: number;
  /** The part of the requests that fail before anything is done, 0 to 1, and how. */
  errorRate: number;
  error: "throttle" | "internal";
  /** Writes fail, reads go on. */
  readOnly: boolean;
  /** Connections are reset; replication in and out stops too. */
  down: boolean;
  /** The part of the requests whose work is done but whose connection ends without an answer, 0 to 1. */
  responseLostRate: number;
}

export function noFaults(): FaultSettings {
  return { latencyMs: 0, errorRate: 0, error: "internal", readOnly: false, down: false, responseLostRate: 0 };
}
