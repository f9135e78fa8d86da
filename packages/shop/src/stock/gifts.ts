/**
 * Who gives how much to whom: a function of what one region knows of a product's stock. Stock moves where somebody asks for it, so what
 * was put into one region stays there until another one sells out or is refused for want of it.
 *
 * What is known of others may be old, so a gift may be one too many or one too few; it is never wrong, since a region gives only of what
 * lies in its own shards. As a rule it is half of the difference, so that pieces do not go back and forth: after it, the other way is no
 * gift. Few pieces go as a whole to whoever asks for them, and where nobody is to buy nothing is kept back.
 */
import type { Region } from "@tandem/kernel";
import { escrowOf } from "@tandem/replication";
import { sumOf } from "./shards.ts";
import { arrivingIn, heldBy, type Stock } from "./stock.ts";
import { unmetWant } from "./wanted.ts";

/** A peer that sells and holds less than one in so many of our pieces is about to run out, while we are far from it. */
const RUNS_SHORT_AT = 4;
/** So few are not shared out: half of them may be of use to nobody. */
const FEW_PIECES = 10;

export interface Gift {
  readonly to: Region;
  readonly quantity: number;
}

export interface GiftView {
  readonly stock: Stock;
  readonly region: Region;
  readonly regions: readonly Region[];
  /** Whether customers of a region are to be served there. */
  isServing(region: Region): boolean;
  readonly nowMs: number;
}

/** One gift at a time, to whoever holds least of those that want; a region that does not serve is never given to. */
export function nextGift({ stock, region, regions, isServing, nowMs }: GiftView): Gift | undefined {
  const own = sumOf(heldBy(stock, region));
  const peers = regions
    .filter((peer) => peer !== region && isServing(peer))
    .map((peer) => ({ peer, holds: sumOf(heldBy(stock, peer)) + arrivingIn(stock, peer) }))
    .toSorted((left, right) => left.holds - right.holds);
  for (const { peer, holds } of peers) {
    const unmet = unmetWant(stock, peer, nowMs);
    const half = Math.max(0, Math.floor((own - holds) / 2));
    const isWhole = !isServing(region) || (unmet <= own && own <= FEW_PIECES);
    const asked = unmet === 0 ? 0 : Math.max(half, isWhole ? unmet : 0);
    const ahead = isSelling(stock, peer) && holds * RUNS_SHORT_AT < own ? half : 0;
    const quantity = Math.min(own, Math.max(asked, ahead));
    if (quantity > 0) return { to: peer, quantity };
  }
  return undefined;
}

function isSelling(stock: Stock, region: Region): boolean {
  return stock.some((items) => escrowOf(items, region).spent > 0);
}
