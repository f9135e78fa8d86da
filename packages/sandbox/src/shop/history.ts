/**
 * What happened in one world, as plain data in the order of time: what people asked and heard, what each replica held, what the payment
 * provider did, and what the world did to all of them. The invariants judge this record and nothing else, so that a test can write one
 * by hand, and a person can read one that failed.
 */
import type { Region } from "@tandem/kernel";
import type { Item } from "@tandem/replication";
import type { Operation } from "./plan.ts";
import type { Given } from "./shop-world.ts";

export type HistoryEvent =
  | Asked
  | Answered
  | Unanswered
  | Changed
  | Charge
  | Refund
  | Claimed
  | Leaked
  | Promised
  | Happened;

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
  /** The tag that is to stand with what is changed. */
  readonly ifMatch?: string | undefined;
}

export interface Answered {
  readonly kind: "answered";
  readonly atMs: number;
  readonly try: TryName;
  readonly status: number;
  readonly body: unknown;
  /** The tag that came with it. */
  readonly etag?: string | undefined;
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

/** The world decided whose a name is from now on; nobody's, where it is undefined. */
export interface Claimed {
  readonly kind: "claimed";
  readonly atMs: number;
  readonly name: string;
  readonly owner: string | undefined;
}

/** A program logged what a customer says of himself. */
export interface Leaked {
  readonly kind: "leaked";
  readonly atMs: number;
  readonly region: Region;
  readonly text: string;
}

/** What the headers of an answer promised to somebody who holds the shop to it. */
export interface Promised extends Given {
  readonly kind: "promised";
  readonly atMs: number;
  /** As `list-orders 12, try 1`. */
  readonly tryName: string;
  /** The try whose session was sent, if one was. */
  readonly sentFrom: string | undefined;
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
  /** From when on all was healed and nobody owed anything: what is asked of people's own accord from then on is to go well. */
  readonly healedMs?: number;
  /** When a fault first touched a region; one that none did is not in it. */
  readonly struckMs?: Readonly<Record<string, number>>;
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
