/** What every use-case of the shop is given: one region's table, and time and chance as arguments. */
import type { Clock, Hazard, Random, Region } from "@tandem/kernel";
import type { PeerTable, RegionTable, StampClock } from "@tandem/replication";
import type { CopyKeeper } from "./orders/copy-keeper.ts";

export interface ShopContext {
  readonly table: RegionTable;
  /** The replicas of the other regions, as far as they may be read from here: for what has not arrived, and never to accept anything. */
  readonly peers?: ReadonlyMap<Region, PeerTable>;
  /** The other regions, as far as they can be asked to keep a copy of an order. */
  readonly keepers?: ReadonlyMap<Region, CopyKeeper>;
  /** How long a copy that is kept here waits for its order to be charged elsewhere; as long as production waits, if it is left out. */
  readonly copyWaitsMs?: number;
  readonly stamps: StampClock;
  readonly clock: Clock;
  readonly random: Random;
  /** Every region of this environment, in its fixed order. */
  readonly regions: readonly Region[];
  /** Hears of conflicts that were told with somebody's edit; those that are settled are counted by whoever settles. */
  readonly countConflicts?: (count: number) => void;
  /** None in production. Its names are `SHOP_HAZARDS`; the context is also passed on to whoever has other names. */
  readonly hazard?: Hazard;
}

/** A version that moved under us is read again and tried again; each round has seen somebody else succeed. */
export const ROUNDS_MAX = 8;
