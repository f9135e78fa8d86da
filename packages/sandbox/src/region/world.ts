/**
 * A world: two or three regions and what joins them, the payment provider and the customers, on one machine. Whatever happens in it is a step of
 * that machine, so the seed decides all of it. It runs the programs it is given, and breaks as the faults it is given say.
 */
import { assert, below, must, type Random, type Region, SECOND_MS } from "@tandem/kernel";
import type { Faults } from "../machine/faults.ts";
import type { Machine } from "../machine/machine.ts";
import { createClaimsTable } from "./claims-table.ts";
import { type Clients, createClients } from "./clients.ts";
import { startFaultWindows } from "./fault-windows.ts";
import { createNetwork, type Network } from "./network.ts";
import { createPaymentProvider, type PaymentProvider } from "./payment-provider.ts";
import { createRegionApi, type RegionApi } from "./region-api.ts";
import type { ProgramLine, RegionProgram } from "./region-program.ts";
import { createRegionState, type RegionState } from "./region-state.ts";
import { createReplicationLink, type ReplicationLink } from "./replication-link.ts";
import { createSharedName, type SharedName } from "./shared-name.ts";
import { strikeWorld } from "./strike-world.ts";
import type { WorldFault } from "./world-fault.ts";
import type { WorldNumbers } from "./world-numbers.ts";
import type { Bug, PaymentSwitch, WorldParts } from "./world-parts.ts";

export interface WorldOptions {
  readonly machine: Machine;
  readonly faults: Faults;
  /** What goes wrong with the parts of the world, and when. */
  readonly worldFaults: readonly WorldFault[];
  readonly regions: readonly Region[];
  readonly program: RegionProgram;
  readonly numbers: WorldNumbers;
  /** Hears whose each claimed name is from now on; nobody's, where that is undefined. */
  readonly onClaim?: (name: string, owner: string | undefined) => void;
  /** Hears every line that a program logs. */
  readonly onLog?: (line: ProgramLine, region: Region) => void;
}

export interface World extends Clients {
  readonly machine: Machine;
  readonly regions: ReadonlyMap<Region, RegionState>;
  readonly links: readonly ReplicationLink[];
  readonly network: Network;
  readonly provider: PaymentProvider;
  /** Where the name that all regions share leads; whoever asks `dns` is led there. */
  readonly names: SharedName;
  /** What programs threw that no world does to them. */
  readonly bugs: readonly Bug[];
  /** From now on nothing breaks, and what was broken is mended. */
  heal(): void;
  /** Heals, and runs until nothing is on its way and `isDone` agrees, at most until `untilMs`; answers whether that was reached. */
  quiesce(untilMs: number, isDone?: () => boolean): Promise<boolean>;
}

/** Replication between two regions takes about a second, usually less. */
const LAG_MS_MAX = 2 * SECOND_MS;
const LOOK_MS = 10 * SECOND_MS;

export function createWorld(options: WorldOptions): World {
  const { machine, faults, regions: names } = options;
  const random = machine.fork("world");
  const network = createNetwork();
  const bugs: Bug[] = [];
  const payments: PaymentSwitch = {
    provider: createPaymentProvider({ nowMs: machine.nowMs, random: machine.chance }),
    isDown: false,
  };
  const claims = createClaimsTable({
    network,
    regions: names,
    random: machine.chance,
    nowMs: machine.nowMs,
    onChange: options.onClaim ?? nobodyListens,
  });
  const parts: WorldParts = {
    ...options,
    network,
    payments,
    claims,
    foundBug: (bug) => void bugs.push(bug),
    tableOf: (region) => must(regions.get(region), `${region} is no region of this world`).table,
    apiOf: standingApi,
  };
  const regions: ReadonlyMap<Region, RegionState> = new Map(
    names.map((region) => [region, createRegionState(region, parts)]),
  );
  const links = createLinks({ machine, network, random, regions });
  const apis = new Map([...regions].map(([region, { functions }]) => [region, apiOf(region, functions)]));
  const sharedName = createSharedName({ machine, network, regions: names });
  const clients = createClients({
    machine,
    faults,
    names: sharedName,
    apiOf: standingApi,
  });
  startFaultWindows({
    machine,
    faults,
    windows: options.worldFaults,
    strike: (fault) => strikeWorld({ network, regions, links, payments }, fault),
  });

  function standingApi(region: Region): RegionApi {
    return must(apis.get(region), `${region} is no region of this world`);
  }

  function apiOf(region: Region, { api }: RegionState["functions"]): RegionApi {
    return createRegionApi({ region, network, pool: api });
  }

  function isQuiet(): boolean {
    const areIdle = [...regions.values()].every((state) => state.streamMapping.isIdle() && state.queueMapping.isIdle());
    return areIdle && links.every((link) => link.backlog().count === 0);
  }

  return {
    ...clients,
    machine,
    regions,
    links,
    network,
    provider: payments.provider,
    names: sharedName,
    bugs,
    heal: faults.heal,
    async quiesce(untilMs, isDone = () => true) {
      assert(untilMs >= machine.nowMs(), "a world comes to rest in the future");
      if (!faults.isHealed) faults.heal();
      while (machine.nowMs() < untilMs) {
        await machine.run(Math.min(untilMs, machine.nowMs() + LOOK_MS));
        if (isQuiet() && isDone()) return true;
      }
      return false;
    },
  };
}

function nobodyListens(): undefined {
  return undefined;
}

interface Joined {
  readonly machine: Machine;
  readonly network: Network;
  readonly random: Random;
  readonly regions: ReadonlyMap<Region, RegionState>;
}

/** One link in each direction between any two regions, each with a lag of its own. */
function createLinks({ machine, network, random, regions }: Joined): readonly ReplicationLink[] {
  const states = [...regions.values()];
  return states.flatMap((from) =>
    states
      .filter((to) => to !== from)
      .map((to) => {
        const link = { machine, network, lagMs: below(random, LAG_MS_MAX) };
        return createReplicationLink({ ...link, from: from.endpoint, to: to.endpoint });
      }),
  );
}
