/**
 * Regions that hold shares of one product, for tests of escrow: each with a table of its own, and between them a replication that brings
 * what it is told to and nothing else.
 */
import { createManualClock, type Region, region } from "@tandem/kernel";
import { type EscrowPlace, stockEscrow } from "../escrow.ts";
import { giveEscrow } from "../escrow-transfer.ts";
import type { Item } from "../item.ts";
import { makeKey, makePartition } from "../key.ts";
import { undeclaredFact } from "../laws/undeclared.ts";
import { createMemoryRegionTable } from "../memory-region-table.ts";
import { createMemoryReplica, type MemoryReplica } from "../memory-replica.ts";
import { formatStamp } from "../stamp.ts";
import type { Commit, Write } from "../write.ts";

export const EAST = region("us-east-1");
export const WEST = region("us-west-2");
export const SOUTH = region("eu-south-1");
export const STOCK = makePartition(["STOCK", "LAMP", "0"]);
export const NOON_MS = Date.UTC(2026, 10, 21, 12);

export interface Place {
  readonly region: Region;
  readonly replica: MemoryReplica;
  readonly at: EscrowPlace;
  items(): readonly Item[];
  commit(id: string, ...writes: readonly Write[]): Promise<string>;
}

export function createPlace(name: Region): Place {
  const replica = createMemoryReplica();
  const table = createMemoryRegionTable({ region: name, clock: createManualClock(NOON_MS), replica });
  return {
    region: name,
    replica,
    at: { partition: STOCK, region: name },
    items: () => replica.list(STOCK),
    async commit(id, ...writes) {
      const stamp = formatStamp({ ms: NOON_MS, counter: 0, region: name });
      const outcome = await table.commit({ id: `cmt_${id}`, stamp, writes: writes as unknown as Commit["writes"] });
      return outcome.ok ? "done" : outcome.refusals[0].reason;
    },
  };
}

/** Brings what `from` has written itself to `to`: all of it, or what `chooses` lets pass. */
export function replicate(from: Place, to: Place, chooses: (item: Item) => boolean = () => true): void {
  const own = from.items().filter((item) => item.region === from.region && chooses(item));
  to.replica.replace(own.map((after) => ({ partition: after.partition, sort: after.sort, after })));
}

export function receipt(place: Place, id: string): Write {
  const partition = makePartition(["RECEIPT", id]);
  return undeclaredFact({ key: makeKey({ partition, name: "DONE", region: place.region }), v: 1, data: {} });
}

export function give(
  from: Place,
  gift: { readonly to: Region; readonly quantity: number; readonly id: string },
): Promise<string> {
  return from.commit(gift.id, ...giveEscrow(from.at, { items: from.items(), ...gift }));
}

export async function createShop(stocked: number): Promise<{ readonly east: Place; readonly west: Place }> {
  const [east, west] = [createPlace(EAST), createPlace(WEST)];
  await east.commit("stocked1", receipt(east, "stocked1"), stockEscrow(east.at, stocked));
  return { east, west };
}
