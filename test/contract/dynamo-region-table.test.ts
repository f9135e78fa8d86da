import { createDynamoClient } from "@tandem/aws";
import { describeRegionTableLaws } from "@tandem/replication/laws";
import { afterAll, beforeAll, vi } from "vitest";
import { type DynamodbEngine, openDynamodbEngine } from "./dynamodb-engine.ts";
import { createDynamoHarness, createLawTable, REGION } from "./law-table.ts";
import { type LossyProxy, openLossyProxy } from "./lossy-proxy.ts";

const TABLE_NAME = `laws-${process.pid}-${Date.now()}`;
let engine: DynamodbEngine;
let proxy: LossyProxy;

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  engine = await openDynamodbEngine();
  proxy = await openLossyProxy({ upstream: engine.url });
  await createLawTable(createDynamoClient({ region: REGION, endpoint: engine.url }), TABLE_NAME);
});

afterAll(async () => {
  await proxy.close();
  await engine.close();
});

describeRegionTableLaws("the table on DynamoDB", () =>
  createDynamoHarness({ endpoint: proxy.url, tableName: TABLE_NAME, loseAnswers: proxy.loseAnswers }),
);
