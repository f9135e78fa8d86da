export type { ClientOptions } from "./connection.ts";
export { createDynamoClient } from "./dynamo-client.ts";
export { createDynamoPeerTable, type DynamoPeerTableOptions } from "./dynamo-peer-table.ts";
export { createDynamoRegionTable, type DynamoRegionTableOptions } from "./dynamo-region-table.ts";
export { type AttributeValues, itemOf } from "./item-attributes.ts";
export { createLambdaClient } from "./lambda-client.ts";
export { createFunctionPing, type FunctionPing, type FunctionPingOptions } from "./lambda-function-ping.ts";
export { createSqsClient } from "./sqs-client.ts";
export { createSqsHintQueue, type SqsHintQueueOptions } from "./sqs-hint-queue.ts";
