/** Takes hints from the queue and does what is owed. A message that failed comes again; the others are done with. */
import { decodeHint } from "@tandem/delivery";
import { createHttpPayments } from "@tandem/payments";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { configurationOf } from "./environment.ts";
import { log } from "./log.ts";
import { machineClock } from "./machine.ts";
import { createMetrics } from "./metrics.ts";
import { createWorkerProgram } from "./programs/worker-program.ts";
import { createRegionStore } from "./region-store.ts";

const settings = configurationOf("on-message");
const { AWS_REGION: region, TANDEM_TABLE: table } = settings;
const worker = createWorkerProgram({
  ...createRegionStore(settings),
  payments: createHttpPayments({ baseUrl: settings.TANDEM_PAYMENTS_URL }),
  metrics: createMetrics({ table, region, clock: machineClock }),
  speed: settings.TANDEM_SPEED,
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
    await worker.consume(hint);
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
