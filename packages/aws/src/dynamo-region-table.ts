/**
 * A `RegionTable` on one replica of a DynamoDB table. Reads are queries, so a record is read in one request a partition;
 * what a write does to the table is in `write-requests.ts`, and how a commit ends in `dynamo-commit.ts`.
 */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Clock, Fault, must, type Random, type Region } from "@tandem/kernel";
import {
  checkCommit,
  checkReadItems,
  checkReadPartitions,
  checkWalk,
  formatWalkPlace,
  type Item,
  isExpired,
  type Partition,
  pageStart,
  parseWalkPlace,
  READ_ITEMS_MAX,
  type RegionTable,
} from "@tandem/replication";
import { documentClient } from "./document-client.ts";
import { commitToDynamo } from "./dynamo-commit.ts";
import { createMachineRandom } from "./full-jitter.ts";
import { querySlice, type Slice, type SliceSource, scanSlice, within } from "./table-slice.ts";

/** Requests for one partition of a read, each of at most 1 MB: what needs more is no small partition. */
export const READ_REQUESTS_MAX = 20;

export interface DynamoRegionTableOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly region: Region;
  /** Judges what has expired, and how long to try. */
  readonly clock: Clock;
  /** Hears the table's time in each answer: `StampClock.witness`. */
  readonly onAnswer?: (tableTimeMs: number) => void;
  /** Spreads those who wait for the same items; the machine's own, if not given. */
  readonly random?: Random;
}

export function createDynamoRegionTable(options: DynamoRegionTableOptions): RegionTable {
  const { client, tableName, region, clock, onAnswer, random = createMachineRandom() } = options;
  const source: SliceSource = { client: documentClient(client), tableName, region, onAnswer };

  function living(items: readonly Item[]): readonly Item[] {
    const nowMs = clock.nowMs();
    return items.filter((item) => !isExpired(item, nowMs));
  }

  return {
    region,
    async read(partitions, { consistent }) {
      checkReadPartitions(partitions.length);
      let count = 0;
      function onItems(more: number): void {
        count += more;
        checkReadItems(count);
      }
      return Promise.all(
        partitions.map(async (partition) => living(await readPartition({ source, partition, consistent, onItems }))),
      );
    },
    async page(partition, page) {
      const start = pageStart(page);
      if (start.empty) return { items: [], next: undefined };
      const { items, last } = await querySlice(source, {
        ...within(partition, page.prefix),
        ConsistentRead: page.consistent,
        ScanIndexForward: page.order === "ascending",
        Limit: page.limit,
        ExclusiveStartKey: start.beyond === undefined ? undefined : { pk: partition, sk: start.beyond },
      });
      return { items: living(items), next: last?.["sk"] };
    },
    async walk(step) {
      checkWalk(step);
      const place = step.after === undefined ? undefined : parseWalkPlace(step.after);
      const { items, last } = await scanSlice(source, {
        Limit: step.limit,
        ConsistentRead: false,
        ExclusiveStartKey: place && { pk: place.partition, sk: place.sort },
      });
      return { items: living(items), next: last && walkedTo(last) };
    },
    async commit(commit) {
      checkCommit(commit, region);
      return commitToDynamo({ ...source, clock, random }, commit);
    },
  };
}

interface PartitionRead {
  readonly source: SliceSource;
  readonly partition: Partition;
  readonly consistent: boolean;
  readonly onItems: (count: number) => void;
}

async function readPartition({ source, partition, consistent, onItems }: PartitionRead): Promise<readonly Item[]> {
  const items: Item[] = [];
  let last: Slice["last"];
  for (let requests = 0; requests < READ_REQUESTS_MAX; requests += 1) {
    const slice = await querySlice(source, {
      ...within(partition),
      ConsistentRead: consistent,
      Limit: READ_ITEMS_MAX + 1,
      ExclusiveStartKey: last,
    });
    onItems(slice.items.length);
    items.push(...slice.items);
    last = slice.last;
    if (last === undefined) return items;
  }
  throw new Fault({
    code: "bound-exceeded",
    message: `a read of ${partition} passes the bound of ${READ_REQUESTS_MAX} MB: read a page at a time`,
    retryable: false,
    mayBeDone: false,
  });
}

function walkedTo(last: NonNullable<Slice["last"]>): string {
  const partition = must(last["pk"], "the last key of a scan has a partition") as Partition;
  return formatWalkPlace({ partition, sort: must(last["sk"], "the last key of a scan has a sort key") });
}
