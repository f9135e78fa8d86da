/** One request for items, as many as DynamoDB gives at once: a slice, and where the next one begins. */
import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { Item, Partition } from "@tandem/replication";
import type { Attributes } from "./document-client.ts";
import { itemFrom } from "./item-attributes.ts";
import { callSdk, type SdkAnswer } from "./sdk-call.ts";
import { faultOf } from "./sdk-fault.ts";

export interface SliceSource {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly region: string;
  readonly onAnswer: ((tableTimeMs: number) => void) | undefined;
}

export interface Slice {
  readonly items: readonly Item[];
  readonly last: Attributes | undefined;
}

interface SliceOutput {
  readonly Items?: Attributes[] | undefined;
  readonly LastEvaluatedKey?: Attributes | undefined;
}

export async function querySlice(source: SliceSource, query: Omit<QueryCommandInput, "TableName">): Promise<Slice> {
  const command = new QueryCommand({ TableName: source.tableName, ...query });
  return sliceOf(
    source,
    await callSdk({ command, send: () => source.client.send(command), onAnswer: source.onAnswer }),
  );
}

export async function scanSlice(source: SliceSource, scan: Omit<ScanCommandInput, "TableName">): Promise<Slice> {
  const command = new ScanCommand({ TableName: source.tableName, ...scan });
  return sliceOf(
    source,
    await callSdk({ command, send: () => source.client.send(command), onAnswer: source.onAnswer }),
  );
}

/** The condition of a query: one partition, and in it what begins with `prefix`. */
export function within(partition: Partition, prefix = ""): Partial<QueryCommandInput> {
  if (prefix === "") {
    return {
      KeyConditionExpression: "#pk = :pk",
      ExpressionAttributeNames: { "#pk": "pk" },
      ExpressionAttributeValues: { ":pk": partition },
    };
  }
  return {
    KeyConditionExpression: "#pk = :pk AND begins_with(#sk, :prefix)",
    ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
    ExpressionAttributeValues: { ":pk": partition, ":prefix": prefix },
  };
}

function sliceOf({ tableName, region }: SliceSource, answer: SdkAnswer<SliceOutput>): Slice {
  if (!answer.ok) throw faultOf({ error: answer.error, doing: `read ${tableName} in ${region}`, mayBeDone: false });
  return { items: (answer.output.Items ?? []).map(itemFrom), last: answer.output.LastEvaluatedKey };
}
