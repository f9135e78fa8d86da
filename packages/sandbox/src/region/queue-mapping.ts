/**
 * Lambda's event source mapping for a region's queue: takes what can be seen, calls the function with a batch, deletes what was done.
 * What was not done is left alone until it can be seen again. A batch that was done and not deleted, because the environment
 * died after the work, comes again whole.
 */
import type { Region } from "@tandem/kernel";
import type { Machine, Timer } from "../machine/machine.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { Network } from "./network.ts";
import type { QueueMessage, RegionQueue } from "./region-queue.ts";
import type { QueueTriggerNumbers } from "./world-numbers.ts";

export interface EventSourceMapping {
  /** Nothing is polled while it is stuck; what was taken is worked on. */
  setStuck(isStuck: boolean): void;
  /** Whether nothing waits that could be worked on now, and nothing is being worked on. */
  isIdle(): boolean;
}

export interface QueueMappingOptions<Body, Program> {
  readonly machine: Machine;
  readonly network: Network;
  readonly region: Region;
  readonly queue: RegionQueue<Body>;
  readonly pool: FunctionPool<Program>;
  readonly numbers: QueueTriggerNumbers;
  /** What a message is about: the same for each that says the same. */
  readonly nameOf: (body: Body) => string;
  readonly consume: (program: Program, body: Body) => Promise<unknown>;
}

export function createQueueMapping<Body, Program>(options: QueueMappingOptions<Body, Program>): EventSourceMapping {
  const { machine, network, region, queue, pool, numbers, nameOf, consume } = options;
  const what = `poll queue ${region}`;
  let underWay = 0;
  let isStuck = false;
  let timer: Timer | undefined;
  let timerMs = Number.POSITIVE_INFINITY;

  function look(): void {
    while (!isStuck && !network.isDown(region) && underWay < numbers.maximumConcurrency) {
      const batch = queue.receive(numbers.batchSize);
      if (batch.length === 0) break;
      handle(batch);
    }
    lookLater();
  }

  /** One look is planned at a time: for when the next message can be seen. */
  function lookLater(): void {
    const nextMs = queue.nextVisibleMs();
    if (isStuck || nextMs === undefined || network.isDown(region) || underWay >= numbers.maximumConcurrency) return;
    if (timerMs <= nextMs && timerMs >= machine.nowMs()) return;
    timer?.cancel();
    timerMs = nextMs;
    timer = machine.after(nextMs - machine.nowMs(), what, () => {
      timerMs = Number.POSITIVE_INFINITY;
      look();
    });
  }

  function handle(batch: readonly QueueMessage<Body>[]): void {
    underWay += 1;
    const done: number[] = [];
    const work = async (program: Program): Promise<void> => {
      await Promise.all(
        batch.map(({ body, handle }) => consume(program, body).then(() => void done.push(handle), leave)),
      );
    };
    const about = batch.map(({ body, receiveCount }) => `${nameOf(body)} (receive ${receiveCount})`).join(" and ");
    pool.invoke(machine.errand(`message in ${region} about ${about}`), work, ({ kind }) => {
      underWay -= 1;
      if (kind === "done") queue.delete(done);
      lookLater();
    });
  }

  queue.watch(lookLater);
  network.watch(lookLater);
  return {
    setStuck(stuck) {
      isStuck = stuck;
      lookLater();
    },
    isIdle: () => underWay === 0 && (queue.nextVisibleMs() ?? Number.POSITIVE_INFINITY) > machine.nowMs(),
  };
}

/** What was not done is not deleted, and so comes again. */
function leave(): undefined {
  return undefined;
}
