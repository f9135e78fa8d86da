/** One of two regions that may read the other's replica, which can fall silent: for what is looked for elsewhere. */
import { Fault } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import { createShop, type Shop } from "../shop.ts";
import type { OneOfTwo } from "./two-regions.ts";

export interface WithPeer {
  readonly shop: Shop;
  /** What the other region was asked: one word a call. */
  readonly asked: readonly string[];
  isSilent: boolean;
}

export function withPeer(own: OneOfTwo, other: OneOfTwo): WithPeer {
  const asked: string[] = [];
  const { table } = other.context;
  function ask(what: string): void {
    asked.push(what);
    if (withIt.isSilent) {
      throw new Fault({ code: "timeout", message: "the peer is silent", retryable: true, mayBeDone: false });
    }
  }
  const peer: PeerTable = {
    region: table.region,
    async read(partitions, options) {
      ask("read");
      return table.read(partitions, options);
    },
    async page(partition, options) {
      ask("page");
      return table.page(partition, options);
    },
    async walk(options) {
      ask("walk");
      return table.walk(options);
    },
  };
  const withIt: WithPeer = {
    shop: createShop({ ...own.context, peers: new Map([[table.region, peer]]) }),
    asked,
    isSilent: false,
  };
  return withIt;
}
