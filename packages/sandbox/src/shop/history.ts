/**
 * What happened in one world, as plain data in the order of time: what people asked and heard, what each replica held, what the payment
 * provider did, and what the world did to all of them. The invariants judge this record and nothing else, so that a test can write one
 * by hand, and a person can read one that failed.
 */
import type { Region } from "@tandem/kernel";
import type { Item } from "@tandem/replication";
import type { Operation } from "./plan.ts";

export type HistoryEvent = Asked | Answered | Unanswered | Changed | Charge | Refund | Happened;

/** One try of an operation leaves its client. A list is asked for page by page, each of them a try. */
export interface Asked {
  readonly kind: "asked";
  readonly atMs: number;
  readonly try: TryName;
  readonly region: Region;
  readonly operation: Operation;
  /** Of a page that is not the first. */
  readonly cursor: string | undefined;
  /** The order that is read or cancelled, where one is. */
  readonly orderId: string | undefined;
  /** Where earlier tries of an order went unheard, as this one says. */
  readonly lostAt?: string | undefined;
}

export interface Answered {
  readonly kind: "answered";
  readonly atMs: number;
  readonly try: TryName;
  readonly status: number;
  readonly body: unknown;
}

/** The client gave up on this try: it knows nothing of what became of it, also later. */
export interface Unanswered {
  readonly kind: "unanswered";
  readonly atMs: number;
  readonly try: TryName;
  readonly why: string;
}

export interface TryName {
  readonly operationId: string;
  /** From 1, over all tries and pages of the operation. */
  readonly number: number;
}

/** One item of one replica changed. */
export interface Changed {
  readonly kind: "changed";
  readonly atMs: number;
  /** Whose replica. */
  readonly region: Region;
  /** A commit through this replica, a version that arrived from another, or the end of an item's time to live. */
  readonly by: "commit" | "replication" | "expiry";
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** The payment provider took money, or refused to. An answer from a remembered key is no charge. */
export interface Charge {
  readonly kind: "charge";
  readonly atMs: number;
  readonly chargeId: string;
  readonly orderId: string;
  readonly amount: number;
  readonly status: "charged" | "declined";
}

/** The payment provider gave money back. */
export interface Refund {
  readonly kind: "refund";
  readonly atMs: number;
  readonly refundId: string;
  readonly orderId: string;
  readonly amount: number;
}

/** What the world did: a crash, a partition, a clock that jumped. For people; no invariant reads it. */
export interface Happened {
  readonly kind: "happened";
  readonly atMs: number;
  readonly region: Region | undefined;
  readonly what: string;
}

export interface History {
  readonly regions: readonly Region[];
  readonly startedMs: number;
  /** From when on everything was healed and had had time to come to rest; what is asked later shows how it ended. */
  readonly restedMs: number;
  readonly events: readonly HistoryEvent[];
  /** What each replica held when all had come to rest. */
  readonly ending: readonly ReplicaEnding[];
}

export interface ReplicaEnding {
  readonly region: Region;
  readonly items: readonly Item[];
}
