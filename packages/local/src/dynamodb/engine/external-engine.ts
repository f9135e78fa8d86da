/**
 * An engine that is somebody else's: a DynamoDB-compatible endpoint given by its address. It is asked and waited for, never
 * started or ended; so after a time-out nothing can be said for sure about a write that it may still have in hand.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@tandem/kernel";
import type { Engine } from "./engine.ts";
import { createEnginePool } from "./engine-pool.ts";

const READY_MS_MAX = 5_000;
const POLL_MS = 100;

export function createExternalEngine(url: string): Engine {
  const pool = createEnginePool(url);
  return {
    async ready() {
      for (let waitedMs = 0; waitedMs < READY_MS_MAX; waitedMs += POLL_MS) {
        const answer = await pool
          .send({ method: "GET", path: "/", headers: {}, body: Buffer.alloc(0) })
          .catch(() => undefined);
        if (answer !== undefined) return;
        await sleep(POLL_MS);
      }
      const message = `No DynamoDB answers at ${url}, the engine given for this region. Start it, or give another address.`;
      throw new Fault({ code: "unavailable", message, retryable: true, mayBeDone: false });
    },
    send: (request) => pool.send(request),
    pid: () => undefined,
    restart: () => undefined,
    close: () => pool.close(),
  };
}
