/**
 * What the world asks of the programs that run in a region, and what it gives them: the very programs that the Lambda functions are made
 * of, as a value. The world knows no more of them than this, so a fork's own programs run in it unchanged.
 */
import type { Claims } from "@tandem/claims";
import type { Hint, HintQueue } from "@tandem/delivery";
import type { Clock, Random, Region } from "@tandem/kernel";
import type { PeerTable, RegionTable, StampClock } from "@tandem/replication";
import type { Payments } from "@tandem/shop";

export interface RegionPorts {
  /** Every region of the world, in its fixed order; the program's own is the table's. */
  readonly regions: readonly Region[];
  readonly table: RegionTable;
  /** The replicas of the other regions, over roads that may be cut. */
  readonly peers: ReadonlyMap<Region, PeerTable>;
  /** Their APIs, over the same roads. */
  readonly peerApis: ReadonlyMap<Region, PeerApi>;
  /** Of the same environment as `table`, whose answers tell it the time. */
  readonly stamps: StampClock;
  readonly queue: HintQueue;
  readonly payments: Payments;
  /** What the whole world decides. */
  readonly claims: Claims;
  readonly clock: Clock;
  readonly random: Random;
  readonly hazard: (point: string) => Promise<void>;
  readonly log: (line: ProgramLine) => void;
}

/** Answers with a status, or throws a `Fault` when none comes in time. */
export interface PeerApi {
  readonly region: Region;
  post(request: {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<number>;
}

export interface ProgramLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly [name: string]: unknown;
}

/** The part of a changed item that a stream's reader looks at. */
export interface StreamChange {
  readonly partition: string;
  readonly sort: string;
  readonly region: string;
  readonly wake: string | undefined;
  readonly record: string | undefined;
}

/** Each program is built once for an environment, and keeps what a warm one keeps. */
export interface RegionProgram {
  api(ports: RegionPorts): ApiProgram;
  worker(ports: RegionPorts): WorkerProgram;
  tick(ports: RegionPorts): TickProgram;
  hintsOf(changes: readonly StreamChange[], own: Region): readonly Hint[];
}

export interface ApiProgram {
  fetch(request: Request): Promise<Response>;
}

export interface WorkerProgram {
  consume(hint: Hint): Promise<unknown>;
}

export interface TickProgram {
  run(): Promise<void>;
}
