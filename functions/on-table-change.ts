/**
 * The one reader of this region's stream: passes on which records changed, and decides nothing. A batch either reached the
 * queue whole or is reported as failed from its first record on, and comes again.
 */
import { createSqsClient, createSqsHintQueue } from "@tandem/aws";
import { type Change, hintsOf } from "@tandem/delivery";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { configurationOf } from "./environment.ts";
import { log } from "./log.ts";

const { AWS_REGION: region, TANDEM_QUEUE_URL: queueUrl } = configurationOf("on-table-change");
const queue = createSqsHintQueue({ client: createSqsClient({ region }), queueUrl });

export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const hints = hintsOf(
    event.Records.flatMap((record) => changeOf(record) ?? []),
    region,
  );
  try {
    if (hints.length > 0) await queue.send(hints);
    return { batchItemFailures: [] };
  } catch (error) {
    const first = event.Records[0]?.dynamodb?.SequenceNumber ?? "";
    log({ level: "warn", message: "hints could not be queued; the batch comes again", cause: String(error) });
    return { batchItemFailures: [{ itemIdentifier: first }] };
  }
}

/** The few attributes that a hint is made of; a change that leaves no item behind hints at nothing. */
function changeOf(record: DynamoDBRecord): Change | undefined {
  const image = record.dynamodb?.NewImage;
  if (image?.["pk"]?.S === undefined || image["sk"]?.S === undefined) return undefined;
  return {
    partition: image["pk"].S,
    sort: image["sk"].S,
    region: image["region"]?.S ?? "",
    wake: image["wake"]?.S,
    record: image["data"]?.M?.["record"]?.S,
  };
}
