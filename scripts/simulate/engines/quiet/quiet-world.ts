/** What a quiet day asks of a world, simulated or of real engines: to let one thing happen at a time, and to be looked at when all is over. */
import type { ReplicaEnding, ShopWorld } from "@tandem/sandbox";

export interface QuietWorld {
  /** What a difference calls it. */
  readonly name: string;
  readonly shop: ShopWorld;
  /** Lets the world's time pass until the work is done. */
  during(work: () => Promise<void>): Promise<void>;
  /** Lets time pass until nothing that was begun is still under way. */
  settle(): Promise<void>;
  /** No function remembers a price from now on. */
  forgetPrices(): Promise<void>;
  /** Lets each region tick once, one after the other; between these no region ticks. */
  tick(): Promise<void>;
  /** Lets so much of the time pass that functions see. */
  pass(ms: number): Promise<void>;
  /** What each replica holds when nothing moves any more, and what the provider took and gave back. */
  end(): Promise<QuietEnding>;
}

export interface QuietEnding {
  readonly replicas: readonly ReplicaEnding[];
  readonly charges: readonly QuietCharge[];
  readonly refunds: readonly QuietRefund[];
}

export interface QuietRefund {
  readonly orderId: string;
  readonly amount: number;
}

export interface QuietCharge extends QuietRefund {
  readonly status: string;
}
