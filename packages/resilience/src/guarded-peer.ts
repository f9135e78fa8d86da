/**
 * Another region's replica, behind a breaker and a budget: what is asked there is a favour to one customer, and must cost neither this region
 * its time nor the other its throughput. How long one call may take is the adapter's part. A call that is not made is a fault like one that
 * failed: whoever asks has an answer for when the peer says nothing, and needs only that one.
 */
import { type Clock, Fault, type Region, SECOND_MS } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import { createBreaker } from "./breaker.ts";
import { type BudgetSettings, createBudget } from "./budget.ts";

/** Of each process, towards each peer. */
export const PEER_BREAKER = {
  /** One lost answer is nothing, two may be chance. */
  failuresMax: 3,
  /** While a partition lasts one request in so long waits for it; after it, nobody is turned away for longer. */
  openMs: 2 * SECOND_MS,
  /** Longer than a call may take. */
  trialMs: 2 * SECOND_MS,
} as const;

/** Of each process, which serves one request at a time: well above what retries and late orders ask, well below a flood's worth. */
export const PEER_BUDGET: BudgetSettings = { callsPerSecond: 10, callsMost: 20 };

export function guardPeer(peer: PeerTable, clock: Clock): PeerTable {
  const guarded = guardCalls(peer.region, clock);
  return {
    region: peer.region,
    read: (partitions, options) => guarded(() => peer.read(partitions, options)),
    page: (partition, options) => guarded(() => peer.page(partition, options)),
    walk: (options) => guarded(() => peer.walk(options)),
  };
}

/** The same for whatever else is asked of another region; each kind of question has a guard of its own. */
export function guardCalls(region: Region, clock: Clock): <T>(call: () => Promise<T>) => Promise<T> {
  const breaker = createBreaker(PEER_BREAKER);
  const budget = createBudget(PEER_BUDGET);
  return async (call) => {
    if (!budget.spend(clock.elapsedMs())) throw notAsked(region, "throttled", "it was asked often enough");
    if (!breaker.admits(clock.elapsedMs())) throw notAsked(region, "unavailable", "it has not answered lately");
    try {
      const value = await call();
      breaker.succeeded();
      return value;
    } catch (error) {
      // A bound that was passed is an answer: the peer is there.
      if (error instanceof Fault && error.code === "bound-exceeded") breaker.succeeded();
      else breaker.failed(clock.elapsedMs());
      throw error;
    }
  };
}

function notAsked(region: Region, code: "throttled" | "unavailable", why: string): Fault {
  return new Fault({ code, message: `${region} was not asked: ${why}`, retryable: true, mayBeDone: false });
}
