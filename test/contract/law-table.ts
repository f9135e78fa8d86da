/** A table at a DynamoDB endpoint, made as the infrastructure makes it, and the harness that holds it to the laws. */
import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { createDynamoClient, createDynamoRegionTable } from "@tandem/aws";
import { createManualClock, type Region, region } from "@tandem/kernel";
import type { RegionTableHarness } from "@tandem/replication/laws";

/** A property's histories at an engine: some hundred requests. */
const HISTORY_COUNT = 25;
const TABLE_READY_MAX_S = 30;
/** The laws say nothing of speed, and 128 requests at once on a busy machine take their time. */
export const PATIENCE = { connectTimeoutMs: 30_000, requestTimeoutMs: 30_000 };
export const REGION: Region = region("us-east-1");
export const OTHER_REGION: Region = region("us-west-2");

export async function createLawTable(client: DynamoDBClient, tableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: TABLE_READY_MAX_S }, { TableName: tableName });
}

export interface DynamoHarnessOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly loseAnswers: (count: number) => void;
  readonly region?: Region;
}

/** All clients share one SDK client, as the handlers of one function do, that does not try again by itself. */
export function createDynamoHarness(options: DynamoHarnessOptions): RegionTableHarness {
  const { endpoint, loseAnswers, region: own = REGION, tableName } = options;
  const client = createDynamoClient({ region: own, endpoint, attempts: 1, ...PATIENCE });
  const clock = createManualClock();
  return {
    region: own,
    otherRegion: own === REGION ? OTHER_REGION : REGION,
    clock,
    historyCount: HISTORY_COUNT,
    connect: () => createDynamoRegionTable({ client, tableName, region: own, clock }),
    loseAnswers,
  };
}
