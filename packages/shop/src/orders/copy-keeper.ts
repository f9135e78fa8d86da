/** What regions ask of each other for an order that is to be in two of them, and the port through which they ask. */
import type { Region } from "@tandem/kernel";
import type { Stamp } from "@tandem/replication";
import type { PlacedOrder } from "./order-facts.ts";

export interface OrderCopy {
  /** Where it was taken on, and when. */
  readonly region: Region;
  readonly stamp: Stamp;
  readonly order: Omit<PlacedOrder, "taken">;
}

/** A peer, as somebody who keeps copies. */
export interface CopyKeeper {
  readonly region: Region;
  /** Resolves when the peer holds it; a `Fault` if that cannot be known, or it refused. */
  keep(copy: OrderCopy): Promise<void>;
}
