/**
 * The region's table as a program in one environment sees it: the memory table of the replication package, behind calls that may be slow,
 * lost, or outlived. Reads that did not ask for consistency go to a view that may lag, and now and then a read sees half of what
 * was committed while it ran, as DynamoDB's reads of several items may.
 */
import { Fault, fraction, type Region, SECOND_MS } from "@tandem/kernel";
import {
  compareUtf8,
  createMemoryRegionTable,
  type Item,
  isFinal,
  type MemoryReplica,
  type Partition,
  type ReadOptions,
  type RegionTable,
} from "@tandem/replication";
import type { Environment } from "../machine/environment.ts";
import { again } from "./again.ts";
import type { TransactionConflicts } from "./transaction-conflicts.ts";

export interface TableService {
  readonly region: Region;
  readonly replica: MemoryReplica;
  /** What a read sees that did not ask for consistency. */
  readonly carelessView: MemoryReplica;
  /** The time in its answers. */
  nowMs(): number;
  /** Why it does not take a call now, if it does not. */
  refusal(call: "read" | "write"): Fault | undefined;
  readonly conflicts: TransactionConflicts;
}

export interface TablePortOptions {
  readonly environment: Environment;
  readonly service: TableService;
  /** Hears the time in each answer that arrives, in whole seconds. */
  readonly onAnswer: (tableTimeMs: number) => void;
}

/** One read in so many is answered item by item from two moments. */
const TORN_CHANCE = 1 / 16;

export function createTablePort({ environment, service, onAnswer }: TablePortOptions): RegionTable {
  const { region } = service;
  const to = `table ${region}`;
  // What has expired is judged by the program's own clock, which may be wrong, as in production.
  const { clock } = environment;
  const exact = createMemoryRegionTable({ region, clock, replica: service.replica });
  const careless = createMemoryRegionTable({ region, clock, replica: service.carelessView });
  const tableFor = ({ consistent }: ReadOptions): RegionTable => (consistent ? exact : careless);

  async function call<T>(
    what: "read" | "page" | "walk" | "commit",
    work: () => Promise<T>,
    check: (value: T, unheard: boolean) => void = () => undefined,
  ): Promise<T> {
    const answer = await again(environment, async (unheard) => {
      const heard = await environment.call({
        to,
        what,
        do: () => {
          const refusal = service.refusal(what === "commit" ? "write" : "read");
          if (refusal !== undefined) throw refusal;
          return told(work(), Math.floor(service.nowMs() / SECOND_MS) * SECOND_MS);
        },
      });
      check(heard.value, unheard);
      return heard;
    });
    onAnswer(answer.tableTimeMs);
    return answer.value;
  }

  return {
    region,
    async read(partitions, options) {
      const table = tableFor(options);
      return maybeTorn(environment, () => call("read", () => table.read(partitions, options)));
    },
    page: (partition: Partition, options) => call("page", () => tableFor(options).page(partition, options)),
    walk: (options) => call("walk", () => careless.walk(options)),
    commit: (commit) =>
      call(
        "commit",
        () => {
          const conflict = service.conflicts.met(commit, environment.chance);
          if (conflict !== undefined) throw conflict;
          return exact.commit(commit);
        },
        (outcome, unheard) => {
          if (outcome.ok || !unheard || isFinal(commit, outcome.refusals)) return;
          const message = `${commit.id} is refused, but an earlier try was not heard of and may still come`;
          throw new Fault({ code: "timeout", message, retryable: true, mayBeDone: true });
        },
      ),
  };
}

async function told<T>(
  work: Promise<T>,
  tableTimeMs: number,
): Promise<{ readonly value: T; readonly tableTimeMs: number }> {
  return { value: await work, tableTimeMs };
}

/** Reads, and now and then once more, to answer item by item from the two moments. */
export async function maybeTorn(
  environment: Environment,
  read: () => Promise<readonly (readonly Item[])[]>,
): Promise<readonly (readonly Item[])[]> {
  const lists = await read();
  if (fraction(environment.chance) >= TORN_CHANCE) return lists;
  const later = await read();
  return lists.map((list, index) => torn(environment, list, later[index] ?? []));
}

/** Each item as it was at one moment or the other. */
function torn(environment: Environment, before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const earlier = new Map(before.map((item) => [item.sort, item]));
  const later = new Map(after.map((item) => [item.sort, item]));
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .toSorted(compareUtf8)
    .flatMap((sort) => (fraction(environment.chance) < 0.5 ? earlier : later).get(sort) ?? []);
}
