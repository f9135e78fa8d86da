/** The Lambda client, for calling functions only. */
import { LambdaClient } from "@aws-sdk/client-lambda";
import { type ClientOptions, clientConfig } from "./connection.ts";

export function createLambdaClient(options: ClientOptions): LambdaClient {
  return new LambdaClient(clientConfig(options));
}
