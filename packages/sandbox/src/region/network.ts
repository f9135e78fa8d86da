/**
 * Which places reach each other. A road is one way and joins two regions, or a region and the world outside (customers, the
 * payment provider); it is open unless something cuts it, and it may be cut for several reasons at once. A region that is
 * down reaches nobody and is reached by nobody, and what runs in it stops.
 */
import { assert, type Region } from "@tandem/kernel";

/** Everything that lies in no region. */
export const OUTSIDE = "outside";
/** A voter of what the whole world decides, who holds no data. */
export const WITNESS = "witness";
export type Place = Region | typeof OUTSIDE | typeof WITNESS;

export interface Road {
  readonly from: Place;
  readonly to: Place;
}

/** Takes back what it was given for; calling it twice is a mistake. */
export type Mend = () => void;

export interface Network {
  isReachable(road: Road): boolean;
  isDown(region: Region): boolean;
  cut(roads: readonly Road[]): Mend;
  takeDown(region: Region): Mend;
  /** Calls `listener` after each cut, each region that goes down, and each mending. */
  watch(listener: () => void): void;
}

export function createNetwork(): Network {
  const cuts = new Map<string, number>();
  const downs = new Map<Region, number>();
  const listeners: (() => void)[] = [];

  function add<K>(counts: Map<K, number>, keys: readonly K[]): Mend {
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    tell();
    let isMended = false;
    return () => {
      assert(!isMended, "what was cut once is mended once");
      isMended = true;
      for (const key of keys) counts.set(key, (counts.get(key) ?? 1) - 1);
      tell();
    };
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  const has = <K>(counts: ReadonlyMap<K, number>, key: K): boolean => (counts.get(key) ?? 0) > 0;
  const isUp = (place: Place): boolean => place === OUTSIDE || place === WITNESS || !has(downs, place);

  return {
    isReachable: (road) => isUp(road.from) && isUp(road.to) && (road.from === road.to || !has(cuts, nameOf(road))),
    isDown: (region) => !isUp(region),
    cut: (roads) => add(cuts, roads.map(nameOf)),
    takeDown: (region) => add(downs, [region]),
    watch: (listener) => void listeners.push(listener),
  };
}

/** Every road between `region` and the `others`, both ways. */
export function roadsOf(region: Place, others: readonly Place[]): readonly Road[] {
  return others
    .filter((other) => other !== region)
    .flatMap((other) => [
      { from: region, to: other },
      { from: other, to: region },
    ]);
}

function nameOf({ from, to }: Road): string {
  return `${from} > ${to}`;
}
