/** Takes hints from the queue and does what is owed. A message that failed comes again; the others are done with. */
import { createConsumer, decodeHint } from "@tandem/delivery";
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { createHttpPayments } from "@tandem/payments";
import { createOrderWork } from "@tandem/shop";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { configurationOf } from "./environment.ts";
import { log } from "./log.ts";
import { machineClock } from "./machine.ts";
import { createMetrics } from "./metrics.ts";
import { createRegionStore } from "./region-store.ts";

const settings = configurationOf("on-message");
const { AWS_REGION: region, TANDEM_SPEED: speed, TANDEM_TABLE: table } = settings;
const metrics = createMetrics({ table, region, clock: machineClock });
const consumer = createConsumer({
  ...createRegionStore(settings),
  product: createOrderWork(createHttpPayments({ baseUrl: settings.TANDEM_PAYMENTS_URL })),
  /** A provider that is down is asked again with the next tick at first, and every quarter of an hour at last. */
  backoff: { firstMs: (5 * SECOND_MS) / speed, mostMs: (15 * MINUTE_MS) / speed },
});

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const results = await Promise.all(event.Records.map(consumeMessage));
  return { batchItemFailures: results.flatMap((failed) => failed ?? []) };
}

async function consumeMessage(message: SQSRecord): Promise<{ readonly itemIdentifier: string } | undefined> {
  const hint = decodeHint(message.body);
  if (hint === undefined) {
    log({
      level: "error",
      message: "a message that is no hint; it goes to the dead letters",
      messageId: message.messageId,
    });
    return { itemIdentifier: message.messageId };
  }
  try {
    const { conflicts } = await consumer.consume(hint);
    // Of none there is nothing to say for each message: the tick says it once a minute.
    metrics.publish({ Conflicts: conflicts || undefined });
    return undefined;
  } catch (error) {
    log({
      level: "warn",
      message: `${hint.record} could not be worked on; its message comes again`,
      cause: String(error),
    });
    return { itemIdentifier: message.messageId };
  }
}
