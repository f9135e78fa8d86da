/**
 * DynamoDB in several regions on one machine, with global tables: per region an engine that stores, and before it a front door that
 * adds what a region among others has: replication, hidden stamps, streams, TTL, faults. Any AWS SDK or the AWS CLI can use it.
 *
 *     client -> front door us-east-1 -> engine          client -> front door us-west-2 -> engine
 *                    |  journal  ----------- link, with lag ---------->  applied if newer  |
 *                    |  applied if newer  <------- link, with lag -----------  journal     |
 */
import { type Clock, createSeededRandom, must, type Random, type Region, regionList } from "@tandem/kernel";
import { type OpenedStrongTables, openStrongTables, type StrongTablesSettings } from "../claims/open-strong-tables.ts";
import { createQuorum, type Quorum } from "../claims/quorum.ts";
import type { Watchdog } from "../supervision/watchdog.ts";
import type { Log } from "../world/log.ts";
import type { Pace } from "../world/pace.ts";
import { type DynamoRegion, dynamoRegion } from "./dynamo-region.ts";
import { startChores } from "./replica/chores.ts";
import { type OpenedReplica, openReplica } from "./replica/open-replica.ts";
import { createBackpressure } from "./replication/backpressure.ts";
import { createLink, type Link, type LinkSettings, type LinkState } from "./replication/link.ts";
import { mendGroups } from "./table/mend-groups.ts";
import { dispatch } from "./wire/dispatch.ts";
import { type FrontDoor, openFrontDoor } from "./wire/front-door.ts";

export interface DynamoRegionOptions {
  readonly region: Region;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where this region's data is kept; nobody else may use it. */
  readonly directory: string;
  /** A DynamoDB-compatible endpoint to use in place of a process of our own. */
  readonly engineUrl?: string | undefined;
}

export interface GlobalDynamoOptions {
  readonly regions: readonly DynamoRegionOptions[];
  readonly accountId: string;
  readonly pace: Pace;
  /** Tables that all regions agree on, each under its name at every region's endpoint; none, if left out. */
  readonly strong?: StrongTablesSettings;
  /** Lag of every link at the start. */
  readonly lagMs?: number;
  /** Draws everything that happens by chance: order of replication, merging, late reads, faults. */
  readonly random?: Random;
  readonly clock?: Clock;
  /** Ends the engines with this process, however it ends. */
  readonly watchdog: Watchdog;
  readonly log: Log;
}

export interface DynamoLink {
  readonly from: Region;
  readonly to: Region;
  readonly settings: Readonly<LinkSettings>;
  set(settings: Partial<LinkSettings>): void;
  /** How far it is behind: how many versions wait, and for how long the oldest of them has. */
  state(): LinkState;
}

export interface GlobalDynamo {
  readonly regions: readonly DynamoRegion[];
  region(name: Region): DynamoRegion;
  readonly links: readonly DynamoLink[];
  link(from: Region, to: Region): DynamoLink;
  /** Stops both ways between two regions, or lets both go on. */
  partition(one: Region, other: Region, isPartitioned: boolean): void;
  /** Who may decide on strongly consistent tables; links and endpoints do not change it by themselves. */
  readonly quorum: Quorum;
  close(): Promise<void>;
}

export type { DynamoRegion };

/** Natural lag between two regions of a continent. */
const LAG_MS = 50;

export async function createGlobalDynamo(options: GlobalDynamoOptions): Promise<GlobalDynamo> {
  const regions = regionList(options.regions.map(({ region }) => region));
  const { clock = machineClock(), random = createSeededRandom(Date.now()) } = options;
  const closing: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const opened = await Promise.allSettled(
      options.regions.map((one) => openReplica({ ...options, ...one, clock, random })),
    );
    const replicas = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    closing.push(async () => void (await Promise.all(replicas.map((replica) => replica.close()))));
    for (const result of opened) if (result.status === "rejected") throw result.reason;
    mendGroups(new Map(replicas.map((replica) => [replica.region, replica])));
    const links = createLinks(replicas, { random, lagMs: options.lagMs ?? LAG_MS });
    closing.push(async () => void (await Promise.all(links.map((link) => link.close()))));
    const quorum = createQuorum(regions);
    const strong = await openStrong(options, { regions, quorum, closing });
    const doors = await openDoors(options, { replicas, links, clock, strong, closing });
    const chores = replicas.map((replica) => startChores(replica, replicas));
    closing.push(async () => void (await Promise.all(chores.map((chore) => chore.close()))));
    closing.push(() => {
      for (const replica of replicas) replica.beginClose();
    });
    return globalFace({ replicas, links, doors, quorum, close });
  } catch (error) {
    await close();
    throw error;
  }
}

function machineClock(): Clock {
  return { nowMs: () => Date.now(), elapsedMs: () => performance.now() };
}

function createLinks(
  replicas: readonly OpenedReplica[],
  options: { readonly random: Random; readonly lagMs: number },
): Link[] {
  return replicas.flatMap((from) =>
    replicas.filter((to) => to !== from).map((to) => createLink({ from, to, ...options })),
  );
}

async function openStrong(
  { strong, watchdog, log }: GlobalDynamoOptions,
  { regions, quorum, closing }: { regions: readonly Region[]; quorum: Quorum; closing: Doorway["closing"] },
): Promise<OpenedStrongTables | undefined> {
  if (strong === undefined) return undefined;
  const opened = await openStrongTables({ regions, quorum, strong, watchdog, log });
  closing.push(() => opened.close());
  return opened;
}

interface Doorway {
  readonly replicas: readonly OpenedReplica[];
  readonly links: readonly Link[];
  readonly clock: Clock;
  readonly strong: OpenedStrongTables | undefined;
  readonly closing: (() => Promise<void> | void)[];
}

async function openDoors(options: GlobalDynamoOptions, doorway: Doorway): Promise<FrontDoor[]> {
  const { replicas, links, clock, strong, closing } = doorway;
  const world = new Map(replicas.map((replica) => [replica.region as string, replica]));
  const doors: FrontDoor[] = [];
  for (const [index, replica] of replicas.entries()) {
    const backpressure = createBackpressure({ clock, links: () => links.filter((link) => link.from === replica) });
    const port = must(options.regions[index], "each replica has its options").port;
    const door = await openFrontDoor({
      replica,
      port,
      answer: async (request) =>
        await (strong?.answer(replica, request) ?? dispatch({ world, replica, backpressure }, request)),
    });
    closing.push(() => door.close());
    doors.push(door);
  }
  return doors;
}

interface OpenedWorld {
  readonly replicas: readonly OpenedReplica[];
  readonly links: readonly Link[];
  readonly doors: readonly FrontDoor[];
  readonly quorum: Quorum;
  readonly close: () => Promise<void>;
}

function globalFace({ replicas, links, doors, quorum, close }: OpenedWorld): GlobalDynamo {
  const regions = replicas.map((replica, index) =>
    dynamoRegion(replica, must(doors[index], "each replica has a door")),
  );
  const faces = links.map((link): DynamoLink => ({ ...link, from: link.from.region, to: link.to.region }));
  const link = (from: Region, to: Region): DynamoLink =>
    must(
      faces.find((one) => one.from === from && one.to === to),
      `there is no link from ${from} to ${to}`,
    );
  return {
    regions,
    region: (name) =>
      must(
        regions.find((one) => one.region === name),
        `there is no region ${name} in this world`,
      ),
    links: faces,
    link,
    partition(one, other, isPartitioned) {
      link(one, other).set({ partitioned: isPartitioned });
      link(other, one).set({ partitioned: isPartitioned });
    },
    quorum,
    close,
  };
}
