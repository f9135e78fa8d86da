export { createDynamoClient, type DynamoClientOptions } from "./dynamo-client.ts";
export { createDynamoRegionTable, type DynamoRegionTableOptions } from "./dynamo-region-table.ts";
export { type Attributes, itemOf } from "./item-attributes.ts";
