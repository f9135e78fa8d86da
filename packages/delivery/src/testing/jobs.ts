/**
 * The smallest product that delivery can serve, for its own tests: a job that was ASKED for is NOTED at once, and owes one
 * charge, of which DONE is the receipt. The provider keeps a ledger, so that a test can count what was really taken.
 */
import { type Region, randomId } from "@tandem/kernel";
import {
  declareFact,
  type FactWrite,
  folded,
  type Item,
  makePartition,
  type Partition,
  parseSort,
} from "@tandem/replication";
import * as z from "zod";
import type { Hint } from "../hint.ts";
import { promise } from "../outbox.ts";
import type { Performed, ProductPort } from "../product-port.ts";
import type { OneRegion } from "./one-region.ts";

const JobData = z.object({ receipt: z.string() });
const answer = folded("a job is asked for, noted and done once, whichever region says so");
const JOB_FACTS = {
  ASKED: declareFact({ name: "ASKED", version: 1, parse: JobData.parse, answer }),
  NOTED: declareFact({ name: "NOTED", version: 1, parse: JobData.parse, answer }),
  DONE: declareFact({ name: "DONE", version: 1, parse: JobData.parse, answer }),
};

export interface ChargeDue {
  readonly key: string;
}

export interface PromisedHint extends Hint {
  readonly outbox: NonNullable<Hint["outbox"]>;
}

export interface Provider {
  /** How often it was asked. */
  readonly asked: number;
  /** What it took, each time under its key: a key that stands here twice was charged twice. */
  readonly taken: readonly string[];
  charge(key: string): Promise<string | undefined>;
}

/** A provider that takes once for a key. `isAway` says, try by try, whether it cannot be asked now. */
export function createProvider(isAway: (tries: number) => boolean = () => false): Provider {
  const taken: string[] = [];
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    taken,
    async charge(key) {
      asked += 1;
      if (isAway(asked)) return undefined;
      if (!taken.includes(key)) taken.push(key);
      return `receipt of ${key}`;
    },
  };
}

export function createJobs(provider: Pick<Provider, "charge">): ProductPort<ChargeDue> {
  return {
    settle({ record, items, region }) {
      const names = items.map(({ sort }) => parseSort(sort).name);
      const isAsked = names.includes("ASKED");
      const isNoted = names.includes("NOTED");
      return {
        writes: isAsked && !isNoted ? [jobFact(record, { name: "NOTED", region })] : [],
        effect: isAsked && !names.includes("DONE") ? { key: record } : undefined,
        conflicts: 0,
      };
    },
    async perform({ key }): Promise<Performed> {
      const receipt = await provider.charge(key);
      if (receipt === undefined) return { kind: "later", why: "the provider is away" };
      return { kind: "done", facts: (region) => [jobFact(key as Partition, { name: "DONE", region, receipt })] };
    },
  };
}

export function jobPartition(name: string): Partition {
  return makePartition(["JOB", name]);
}

/** Asks for a job, its outbox item in the same commit; the hint that the stream would give of it. */
export async function askFor({ table, stamps, random }: OneRegion, name: string): Promise<PromisedHint> {
  const record = jobPartition(name);
  const stamp = stamps.next();
  const promised = promise({ region: table.region, record, event: "charge", stamp });
  await table.commit({
    id: randomId("cmt", random),
    stamp,
    writes: [jobFact(record, { name: "ASKED", region: table.region }), promised],
  });
  return { record, outbox: { partition: promised.key.partition, sort: promised.key.sort } };
}

/** The names of the facts of a job, in order. */
export async function factsOf({ table }: OneRegion, name: string): Promise<readonly string[]> {
  const [items = []] = await table.read([jobPartition(name)], { consistent: true });
  return items.map(({ sort }: Item) => parseSort(sort).name);
}

function jobFact(
  record: Partition,
  said: { name: keyof typeof JOB_FACTS; region: Region; receipt?: string },
): FactWrite {
  const { name, region, receipt = "" } = said;
  const kind = JOB_FACTS[name];
  return kind.write({ key: kind.key({ partition: record, region }), data: { receipt } });
}
