/**
 * How the provider can misbehave, as a middleware before its routes. A slow provider waits half of the time before it does the
 * work and half after, so that a caller who gave up cannot know which; a provider that is down answers 503 and hangs up in turns.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { createMiddleware } from "hono/factory";

export interface PaymentFaults {
  slowMs: number;
  isDown: boolean;
  /** Keys are pruned after a minute instead of a day. */
  forgets: boolean;
}

export function noPaymentFaults(): PaymentFaults {
  return { slowMs: 0, isDown: false, forgets: false };
}

/** Nothing is done for a request that this refuses. */
export function misbehave(faults: PaymentFaults) {
  let refusedCount = 0;
  return createMiddleware<{ Bindings: HttpBindings }>(async (context, next) => {
    if (faults.isDown) {
      refusedCount += 1;
      if (refusedCount % 2 === 0) context.env.incoming.socket.destroy();
      return context.json({ error: "unavailable", message: "The payment provider is down." }, 503, {
        "retry-after": "1",
      });
    }
    const halfMs = faults.slowMs / 2;
    if (halfMs > 0) await sleep(halfMs);
    await next();
    if (halfMs > 0) await sleep(halfMs);
    return undefined;
  });
}
