/** The SQS client, for sending and asking only: messages are received by the platform, not by us. */
import { SQSClient } from "@aws-sdk/client-sqs";
import { type ClientOptions, clientConfig } from "./connection.ts";

export function createSqsClient(options: ClientOptions): SQSClient {
  return new SQSClient(clientConfig(options));
}
