/**
 * What is wrong with the world at this moment, as one value: the fold of all active faults. Services are always told the whole
 * of it, so that two faults on one thing and healing one of them need no bookkeeping anywhere.
 */
import { must, type Region } from "@tandem/kernel";

export interface RegionFaults {
  /** Everything in the region is away, and nothing in it runs. */
  isDown: boolean;
  /** Customers do not reach it, nor does it reach the payment provider; its peers do. */
  isUnreachable: boolean;
  /** It hears no witness, whose vote counts when the peer's cannot be heard either. */
  isWitnessCut: boolean;
  isScheduleStopped: boolean;
  isStreamStuck: boolean;
  readonly table: {
    latencyMs: number;
    errorRate: number;
    error: "throttle" | "internal";
    isReadOnly: boolean;
    isDown: boolean;
  };
  readonly queue: { isStuck: boolean; isDown: boolean; duplicateRate: number; lostRate: number };
  readonly functions: { readonly crashRates: Map<string, number>; lostRate: number; clockSkewMs: number };
  /** The faults that once made every environment of this region start anew. */
  readonly coldFaultIds: string[];
  /** The faults that once ended every environment of this region. */
  readonly crashFaultIds: string[];
}

export interface LinkFaults {
  lagMs: number;
  isCut: boolean;
}

export interface FaultState {
  region(region: Region): RegionFaults;
  /** The one-way road of replication from one region to another. */
  link(from: Region, to: Region): LinkFaults;
  readonly payments: { slowMs: number; isDown: boolean; readonly forgetFaultIds: string[] };
}

/** A world in which nothing is wrong. */
export function soundState(regions: readonly Region[]): FaultState {
  const regionFaults = new Map(regions.map((region) => [region, soundRegion()]));
  const links = new Map<string, LinkFaults>();
  for (const from of regions) for (const to of regions) links.set(`${from} ${to}`, { lagMs: 0, isCut: false });
  return {
    region: (region) => must(regionFaults.get(region), `${region} is not of this world`),
    link: (from, to) => must(links.get(`${from} ${to}`), `${from} and ${to} are not of this world`),
    payments: { slowMs: 0, isDown: false, forgetFaultIds: [] },
  };
}

function soundRegion(): RegionFaults {
  return {
    isDown: false,
    isUnreachable: false,
    isWitnessCut: false,
    isScheduleStopped: false,
    isStreamStuck: false,
    table: { latencyMs: 0, errorRate: 0, error: "internal", isReadOnly: false, isDown: false },
    queue: { isStuck: false, isDown: false, duplicateRate: 0, lostRate: 0 },
    functions: { crashRates: new Map(), lostRate: 0, clockSkewMs: 0 },
    coldFaultIds: [],
    crashFaultIds: [],
  };
}

export function atLeast(standing: number, asked: number): number {
  return Math.max(standing, asked);
}

/** Nothing passes between two regions, in either direction. */
export function cutLinks(state: FaultState, one: Region, other: Region): void {
  state.link(one, other).isCut = true;
  state.link(other, one).isCut = true;
}
