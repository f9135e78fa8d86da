/** Does what hints ask for: the one place of a region where orders are charged, and what is owed is committed. */
import { type Consumer, createConsumer } from "@tandem/delivery";
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { CHARGE_ENDS_MS, createShopWork, type Payments } from "@tandem/shop";
import type { Metrics } from "../metrics.ts";
import type { RegionPorts } from "./region-ports.ts";

/** A provider that is down is asked again with the next tick at first, and every quarter of an hour at last. */
const BACKOFF_FIRST_MS = 5 * SECOND_MS;
const BACKOFF_MOST_MS = 15 * MINUTE_MS;
/** Three questions to the provider, each given up after five seconds: a faster clock makes none of them faster. */
const ATTEMPT_MS_MAX = 20 * SECOND_MS;

export interface WorkerPorts extends Omit<RegionPorts, "regions" | "clock" | "log"> {
  readonly payments: Payments;
  readonly metrics: Pick<Metrics, "publish">;
  /** How fast the clocks of its world run; 1 in a real one. */
  readonly speed: number;
}

export function createWorkerProgram({ payments, metrics, speed, ...region }: WorkerPorts): Consumer {
  const consumer = createConsumer({
    ...region,
    product: createShopWork({ ...region, payments, chargeEndsMs: Math.max(CHARGE_ENDS_MS / speed, ATTEMPT_MS_MAX) }),
    backoff: { firstMs: BACKOFF_FIRST_MS / speed, mostMs: BACKOFF_MOST_MS / speed },
  });
  return {
    async consume(hint) {
      const consumed = await consumer.consume(hint);
      // Of none there is nothing to say for each message: the tick says it once a minute.
      metrics.publish({ Conflicts: consumed.conflicts || undefined });
      return consumed;
    },
  };
}
