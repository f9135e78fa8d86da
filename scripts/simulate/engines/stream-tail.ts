/**
 * Reads every region's stream as it grows and writes down each change, as the invariants want it. A record says when only to the second, so
 * a change gets the time and the place at which it was read: late, never early. Whoever writes down an answer first lets the tail
 * catch up (`caughtUp`), so that what was committed before the answer stands before it; all that is then too late is when another
 * region learned of it, which makes nobody guilty.
 */
import type { AttributeValues } from "@tandem/aws";
import { must, type Region } from "@tandem/kernel";
import { type Item, parseStamp } from "@tandem/replication";
import type { Recorder } from "@tandem/sandbox";
import { itemFromTable } from "./item-from-table.ts";
import type { ReplicaTable } from "./replica-table.ts";

export interface StreamTail {
  /** Everything that was in the streams when this was called has been written down; what a fault hides is read later. */
  caughtUp(): Promise<void>;
  /** Reads no more. */
  close(): Promise<void>;
}

interface StreamRecord {
  readonly dynamodb: { readonly NewImage?: AttributeValues; readonly OldImage?: AttributeValues };
  readonly userIdentity?: object;
}

interface Page {
  readonly Records: readonly StreamRecord[];
  readonly NextShardIterator: string;
}

/** Iterators live for a quarter of an hour of the world's time, and an idle history may be long. */
const IDLE_MS = 100;

/** From now on. */
export async function tailStreams(tables: readonly ReplicaTable[], recorder: Recorder): Promise<StreamTail> {
  const places = await Promise.all(tables.map(async (table) => ({ table, iterator: await latest(table) })));
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  async function readOne(place: { readonly table: ReplicaTable; iterator: string }): Promise<void> {
    for (let isMore = true; isMore; ) {
      const { call, region } = place.table;
      const page = await call<Page>("GetRecords", { ShardIterator: place.iterator });
      place.iterator = page.NextShardIterator;
      for (const record of page.Records) recorder.add({ kind: "changed", ...changeOf(record, region) });
      isMore = page.Records.length > 0;
    }
  }

  /** A region that is down shows its stream when it is back. */
  async function readAll(): Promise<void> {
    await Promise.all(places.map((place) => readOne(place).catch(() => undefined)));
  }

  /** Those who ask while a round is under way share the next one: what they wait for may have come after it began. */
  function caughtUp(): Promise<void> {
    waiting ??= last.then(async () => {
      waiting = undefined;
      const round = readAll();
      last = round;
      await round;
    });
    return waiting;
  }

  const timer = setInterval(() => void caughtUp(), IDLE_MS);
  return {
    caughtUp,
    async close() {
      clearInterval(timer);
      await caughtUp();
    },
  };
}

async function latest({ call, name, region }: ReplicaTable): Promise<string> {
  const { Streams } = await call<{ readonly Streams: readonly { readonly StreamArn: string }[] }>("ListStreams", {
    TableName: name,
  });
  const StreamArn = must(Streams[0], `${name} has no stream in ${region}`).StreamArn;
  const { StreamDescription } = await call<{
    readonly StreamDescription: { readonly Shards: readonly { readonly ShardId: string }[] };
  }>("DescribeStream", { StreamArn });
  const ShardId = must(StreamDescription.Shards[0], `the stream of ${name} in ${region} has no shard`).ShardId;
  const asked = { StreamArn, ShardId, ShardIteratorType: "LATEST" };
  return (await call<{ readonly ShardIterator: string }>("GetShardIterator", asked)).ShardIterator;
}

function changeOf({ dynamodb, userIdentity }: StreamRecord, region: Region) {
  const before = dynamodb.OldImage && itemFromTable(dynamodb.OldImage);
  const after = dynamodb.NewImage && itemFromTable(dynamodb.NewImage);
  return {
    region,
    by: userIdentity === undefined ? originOf({ before, after, region }) : "expiry",
    before,
    after,
  } as const;
}

interface Images {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly region: Region;
}

/**
 * Streams do not say where a change was made. A stamp names the region whose program made it, and of a deletion, which leaves no stamp,
 * all that is known is whose item it was.
 */
function originOf({ before, after, region }: Images): "commit" | "replication" {
  const writer = after === undefined ? before?.region : parseStamp(after.stamp).region;
  return writer === region ? "commit" : "replication";
}
