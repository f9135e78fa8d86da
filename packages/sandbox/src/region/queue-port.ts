/** The region's queue as a program in one environment sees it: ten messages to a request, and a fault if some may not be in it. */
import type { Hint, HintQueue } from "@tandem/delivery";
import type { Fault, Region } from "@tandem/kernel";
import type { Environment } from "../machine/environment.ts";
import { again } from "./again.ts";
import type { RegionQueue } from "./region-queue.ts";

export interface QueueService {
  readonly region: Region;
  readonly queue: RegionQueue<Hint>;
  /** Why it does not take a call now, if it does not. */
  refusal(): Fault | undefined;
}

/** SQS takes ten messages in one request. */
const BATCH_HINTS_MAX = 10;

export function createQueuePort(environment: Environment, service: QueueService): HintQueue {
  const to = `queue ${service.region}`;

  function call<T>(what: string, work: () => T): Promise<T> {
    return again(environment, () =>
      environment.call({
        to,
        what,
        do: () => {
          const refusal = service.refusal();
          if (refusal !== undefined) throw refusal;
          return work();
        },
      }),
    );
  }

  return {
    async send(hints) {
      for (let from = 0; from < hints.length; from += BATCH_HINTS_MAX) {
        const batch = hints.slice(from, from + BATCH_HINTS_MAX);
        await call("send", () => service.queue.send(batch));
      }
    },
    depth: () => call("depth", () => service.queue.depth()),
  };
}
