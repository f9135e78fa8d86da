/**
 * The table in which a whole world decides who has a name, as multi-region strong consistency has it: what is acknowledged anywhere is read
 * everywhere, a write or an exact read needs two of three voters, one who writes a name while another region is at it is sent away, and the
 * index from owners to names is a moment behind. There are neither transactions nor TTL, so there is no way to ask for either.
 */
import { below, type Random, type Region } from "@tandem/kernel";
import { type Network, type Place, WITNESS } from "./network.ts";

export interface ClaimsTable {
  /** Whether a write or an exact read in `region` hears a majority of the voters now. */
  hears(region: Region): boolean;
  ownerOf(name: string): string | undefined;
  /** Gives the name to `owner` unless another has it; answers who has it then. */
  put(claim: NameClaim): Written<{ readonly owner: string }>;
  /** Takes the name from `owner` if he has it. */
  remove(claim: NameClaim): Written<object>;
  /** By name, as the index shows them now. */
  namesOf(owner: string): readonly string[];
}

export interface NameClaim {
  readonly name: string;
  readonly owner: string;
  /** Whose endpoint is asked. */
  readonly region: Region;
}

/** A conflict is refused as a whole: nothing was done, and it may be tried again. */
export type Written<T> = { readonly kind: "conflict" } | ({ readonly kind: "written" } & T);

export interface ClaimsTableOptions {
  readonly network: Network;
  readonly regions: readonly Region[];
  readonly random: Random;
  nowMs(): number;
  /** Hears of each change of an owner; undefined, once nobody has the name. */
  onChange(name: string, owner: string | undefined): void;
}

/** AWS takes exactly three voters: three regions, or two and a witness that holds no data. */
const VOTERS = 3;
/** While a write is being agreed on between two regions, another region's write of the same name is refused. */
const AGREEING_MS = 60;
/** How far the index may be behind. */
export const INDEX_LAG_MS_MAX = 500;

interface Unseen {
  readonly name: string;
  readonly before: string | undefined;
  readonly untilMs: number;
}

export function createClaimsTable({ network, regions, random, nowMs, onChange }: ClaimsTableOptions): ClaimsTable {
  const owners = new Map<string, string>();
  const agreeing = new Map<string, { readonly region: Region; readonly untilMs: number }>();
  let unseen: readonly Unseen[] = [];
  const hasWitness = regions.length === VOTERS - 1;

  function isElsewhere({ name, region }: NameClaim): boolean {
    const other = agreeing.get(name);
    if (other !== undefined && other.region !== region && other.untilMs > nowMs()) return true;
    agreeing.set(name, { region, untilMs: nowMs() + AGREEING_MS });
    return false;
  }

  function change(name: string, owner: string | undefined): void {
    const untilMs = nowMs() + below(random, INDEX_LAG_MS_MAX);
    unseen = [...unseen.filter((each) => each.untilMs > nowMs()), { name, before: owners.get(name), untilMs }];
    if (owner === undefined) owners.delete(name);
    else owners.set(name, owner);
    onChange(name, owner);
  }

  return {
    hears(region) {
      if (network.isDown(region)) return false;
      const peers: readonly Place[] = regions.filter((other) => other !== region);
      const voters: readonly Place[] = hasWitness ? [...peers, WITNESS] : peers;
      // A table in one region asks nobody.
      if (voters.length === 0) return true;
      return voters.some(
        (voter) => network.isReachable({ from: region, to: voter }) && network.isReachable({ from: voter, to: region }),
      );
    },
    ownerOf: (name) => owners.get(name),
    put(claim) {
      if (isElsewhere(claim)) return { kind: "conflict" };
      const holder = owners.get(claim.name);
      if (holder === undefined) change(claim.name, claim.owner);
      return { kind: "written", owner: holder ?? claim.owner };
    },
    remove(claim) {
      if (isElsewhere(claim)) return { kind: "conflict" };
      if (owners.get(claim.name) === claim.owner) change(claim.name, undefined);
      return { kind: "written" };
    },
    namesOf(owner) {
      const shown = new Map<string, string | undefined>(owners);
      for (const { name, before, untilMs } of unseen.toReversed()) if (untilMs > nowMs()) shown.set(name, before);
      return [...shown].flatMap(([name, holder]) => (holder === owner ? [name] : [])).toSorted();
    },
  };
}
