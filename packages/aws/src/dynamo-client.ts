/**
 * The DynamoDB client with every default stated. Credentials and the endpoint come from the SDK's own environment (a role;
 * `AWS_ENDPOINT_URL_DYNAMODB` for the local world), so that this code is the same everywhere.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type ClientOptions, clientConfig } from "./connection.ts";

export function createDynamoClient(options: ClientOptions): DynamoDBClient {
  return new DynamoDBClient(clientConfig(options));
}
