/**
 * Lambda's event source mapping for a replica's stream: one batch at a time and in order, tried until it is done, too often tried, or too
 * old; cut in halves when it fails whole and behind the last record that was done when it fails in part. Now and then a batch
 * comes twice. What is given up is gone from the stream's reader for good: only a sweep makes it good.
 */
import { below, fraction, type Region, SECOND_MS } from "@tandem/kernel";
import type { Machine } from "../machine/machine.ts";
import type { FunctionPool, Invoked } from "./function-pool.ts";
import type { Network } from "./network.ts";
import type { EventSourceMapping } from "./queue-mapping.ts";
import { createStreamFilter } from "./stream-filter.ts";
import type { StreamLog, StreamRecord } from "./stream-log.ts";
import type { StreamNumbers } from "./world-numbers.ts";

/** How many records of a batch were done, from its first on; all of them, if nothing is said. */
export type BatchReport = { readonly failedFrom: number } | undefined;

export interface StreamMappingOptions<Program> {
  readonly machine: Machine;
  readonly network: Network;
  readonly region: Region;
  readonly log: StreamLog;
  readonly pool: FunctionPool<Program>;
  readonly numbers: StreamNumbers;
  readonly forward: (program: Program, records: readonly StreamRecord[]) => Promise<BatchReport>;
  /** Hears of records that nobody will read any more. */
  readonly gaveUp: (records: readonly StreamRecord[]) => void;
}

interface Batch {
  readonly records: readonly StreamRecord[];
  readonly failures: number;
}

/** AWS polls a shard four times a second. */
const POLL_MS = 250;
/** AWS does not say how long it waits between attempts. */
const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 10 * SECOND_MS;
/** Enough doublings of the shortest wait to pass the longest. */
const DOUBLINGS_MAX = 10;
const TWICE_CHANCE = 1 / 64;

export function createStreamMapping<Program>(options: StreamMappingOptions<Program>): EventSourceMapping {
  const { machine, network, region, log, pool, numbers } = options;
  const random = machine.chance;
  const what = `poll stream ${region}`;
  const passes = createStreamFilter(numbers.filters(region));
  /** What was read and is not dealt with yet, the next batch last. */
  const batches: Batch[] = [];
  let position = 0;
  let isStuck = false;
  let isBusy = false;
  let isPlanned = false;

  function lookLater(delayMs: number): void {
    if (isPlanned || isBusy || isStuck || network.isDown(region)) return;
    isPlanned = true;
    machine.after(delayMs, what, () => {
      isPlanned = false;
      if (!isBusy && !isStuck && !network.isDown(region)) look();
    });
  }

  function look(): void {
    if (batches.length === 0) collect();
    const batch = batches.pop();
    if (batch === undefined) return;
    const fresh = batch.records.filter(
      ({ atMs }) => machine.nowMs() - atMs <= numbers.maximumRecordAgeInSeconds * SECOND_MS,
    );
    if (fresh.length < batch.records.length)
      options.gaveUp(batch.records.slice(0, batch.records.length - fresh.length));
    if (fresh.length === 0) lookLater(0);
    else invoke({ ...batch, records: fresh });
  }

  function invoke(batch: Batch): void {
    isBusy = true;
    pool.invoke(
      machine.errand(`records in ${region} ${nameOf(batch.records)}`),
      (program) => options.forward(program, batch.records),
      (outcome) => {
        isBusy = false;
        lookLater(dealtWith(batch, outcome));
      },
    );
  }

  /** The filter comes before the batch, so one batch may be gathered from many records. */
  function collect(): void {
    const records: StreamRecord[] = [];
    while (records.length < numbers.batchSize) {
      const page = log.read(position, numbers.batchSize - records.length);
      const last = page.at(-1);
      if (last === undefined) break;
      position = last.sequence;
      records.push(...page.filter(passes));
    }
    if (records.length > 0) batches.push({ records, failures: 0 });
  }

  /** Puts back what has to come again; answers how long to wait before the next look. */
  function dealtWith(batch: Batch, outcome: Invoked<BatchReport>): number {
    const { records, failures } = batch;
    if (outcome.kind === "throttled") {
      batches.push(batch);
      return retryMs(failures);
    }
    const doneCount = outcome.kind === "failed" ? 0 : (outcome.value?.failedFrom ?? records.length);
    if (doneCount === records.length) {
      if (fraction(random) < TWICE_CHANCE) batches.push(batch);
      return batches.length > 0 ? 0 : below(random, POLL_MS);
    }
    if (doneCount > 0) batches.push({ records: records.slice(doneCount), failures: 0 });
    else if (numbers.bisectBatchOnFunctionError && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      batches.push({ records: records.slice(middle), failures: 0 }, { records: records.slice(0, middle), failures: 0 });
      return 0;
    } else if (failures >= numbers.maximumRetryAttempts) options.gaveUp(records);
    else batches.push({ records, failures: failures + 1 });
    return retryMs(failures);
  }

  // A poll that the filter leaves nothing of changes nothing, and is left out.
  log.watch((records) => {
    if (records.some(passes)) lookLater(below(random, POLL_MS));
  });
  network.watch(() => lookLater(0));
  return {
    setStuck(stuck) {
      isStuck = stuck;
      lookLater(0);
    },
    isIdle: () => !isBusy && batches.length === 0 && !log.read(position, Number.POSITIVE_INFINITY).some(passes),
  };
}

/** By its first and its last, and how many lie between: what else is in a batch is hardly ever exchanged. */
function nameOf(records: readonly StreamRecord[]): string {
  const [first, last] = [records[0], records.at(-1)].map(
    (record) => record && `${record.change.partition} ${record.change.sort}`,
  );
  return records.length === 1 ? `of ${first}` : `from ${first} to ${last} (${records.length})`;
}

function retryMs(failures: number): number {
  return Math.min(RETRY_MS_MAX, RETRY_MS_MIN * (1 << Math.min(failures, DOUBLINGS_MAX)));
}
