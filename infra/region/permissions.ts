/**
 * What functions may do, in IAM's words. A transaction needs the right to each of its writes; writing is this region's replica only,
 * since no key is written through two.
 */
import type { Replica } from "./table-replica.ts";

export interface Permission {
  readonly actions: string[];
  readonly resources: $util.Input<string>[];
}

export function readTable(table: Replica): Permission {
  return { actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [table.arn] };
}

/** What the walk over all records needs besides. */
export function walkTable(table: Replica): Permission {
  return { actions: ["dynamodb:Scan"], resources: [table.arn] };
}

/** For what has not arrived here: the table's other replicas may be asked, and nothing else. */
export function readPeers(table: Replica, peers: readonly string[]): readonly Permission[] {
  return peers.map((peer) => ({ actions: ["dynamodb:Query"], resources: [arnIn(peer, table.arn)] }));
}

/** Looking it up there would make this region's deployment depend on that one. */
function arnIn(region: string, arn: string): string {
  const [head, partition, service, _, ...others] = arn.split(":");
  return [head, partition, service, region, ...others].join(":");
}

export function writeTable(table: Replica): Permission {
  const actions = ["ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem"].map((action) => `dynamodb:${action}`);
  return { actions, resources: [table.arn] };
}

/** What an event source mapping needs of the function it calls. IAM lists no resource for `ListStreams`; granted on the stream, as SST does, it is enough. */
export function readStream(table: Replica): Permission {
  const actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
    (action) => `dynamodb:${action}`,
  );
  return { actions, resources: [table.streamArn] };
}

export function sendTo(queueArn: $util.Input<string>): Permission {
  return { actions: ["sqs:SendMessage"], resources: [queueArn] };
}

export function measureQueue(queueArn: $util.Input<string>): Permission {
  return { actions: ["sqs:GetQueueAttributes"], resources: [queueArn] };
}

export function receiveFrom(queueArn: $util.Input<string>): Permission {
  const actions = ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"].map((action) => `sqs:${action}`);
  return { actions, resources: [queueArn] };
}

export function invoke(functionArn: $util.Input<string>): Permission {
  return { actions: ["lambda:InvokeFunction"], resources: [functionArn] };
}
