/**
 * Which regions may decide for the world. Three voters are asked: two regions and a witness that holds no data, or three regions. Whoever hears
 * one other than itself is with the majority, and of two sides that do not hear each other at most one is.
 */
import { assert, type Region } from "@tandem/kernel";

export interface Quorum {
  /** Where the witness is told from the regions: it votes and has neither a table nor an endpoint. */
  readonly hasWitness: boolean;
  /** Whether a write or a strongly consistent read in `region` hears a majority. */
  hears(region: Region): boolean;
  /** The region's tables are away, for everybody. */
  setDown(region: Region, isDown: boolean): void;
  /** Nothing passes from one region to the other; either way cut, the two do not agree on anything. */
  setCut(from: Region, to: Region, isCut: boolean): void;
  setWitnessCut(region: Region, isCut: boolean): void;
}

export function createQuorum(regions: readonly Region[]): Quorum {
  assert(regions.length <= VOTERS, `${VOTERS} regions at most can agree, not ${regions.length}`);
  const hasWitness = regions.length === VOTERS - 1;
  const down = new Set<Region>();
  const cut = new Set<string>();
  const witnessCut = new Set<Region>();
  const isCut = (from: Region, to: Region) => cut.has(`${from} ${to}`);
  return {
    hasWitness,
    hears(region) {
      if (down.has(region)) return false;
      const peers = regions.filter((peer) => peer !== region);
      // An ordinary table in one region asks nobody.
      if (peers.length === 0) return true;
      if (hasWitness && !witnessCut.has(region)) return true;
      return peers.some((peer) => !down.has(peer) && !isCut(region, peer) && !isCut(peer, region));
    },
    setDown: (region, isDown) => put(down, region, isDown),
    setCut: (from, to, isNow) => put(cut, `${from} ${to}`, isNow),
    setWitnessCut: (region, isNow) => put(witnessCut, region, isNow),
  };
}

/** AWS takes exactly three, two of which are a majority. */
const VOTERS = 3;

function put<T>(set: Set<T>, value: T, isIn: boolean): void {
  if (isIn) set.add(value);
  else set.delete(value);
}
