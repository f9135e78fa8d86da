/**
 * What a region does every minute: asks again for work whose hint was lost, walks on, moves stock to where it is wanted and lists what is
 * left, beats, asks its peers what a customer would ask, and publishes what it saw. Each part is tried whatever becomes of the others.
 */
import { beat, createSweep, createWalk, type HintQueue, readOutboxState } from "@tandem/delivery";
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { createStockRound, isShopRecord, shopSettlement } from "@tandem/shop";
import type { Metrics } from "../metrics.ts";
import type { PeerProbe } from "../peer-probe.ts";
import { publishTick } from "../tick-report.ts";
import type { RegionPorts } from "./region-ports.ts";

/** Younger work is still on its way by itself: longer than a stream and a queue take on a good day. */
const SWEEP_GRACE_MS = 30 * SECOND_MS;
const SWEEP_ASK_AGAIN_MOST_MS = 15 * MINUTE_MS;
/** What ten consumers with a batch of ten each do in about a minute when the provider is quick. */
const SWEEP_DEPTH_MAX = 3_000;
/** What a hint that was lost without an outbox item costs in a small table. */
const WALK_REST_MS = 10 * MINUTE_MS;

export interface TickPorts extends RegionPorts {
  readonly queue: HintQueue;
  readonly metrics: Metrics;
  /** Asks each peer that has an address what a customer would ask first. */
  askPeers(): Promise<readonly PeerProbe[]>;
  /** How fast the clocks of its world run; 1 in a real one. */
  readonly speed: number;
}

export interface TickProgram {
  /** Ends well only if each of its parts did. */
  run(): Promise<void>;
}

export function createTickProgram(ports: TickPorts): TickProgram {
  const { table, clock, metrics, log } = ports;
  const { sweep, walk, stock } = partsOf(ports);
  return {
    async run() {
      const [walked, outbox, beats, probes, ...others] = await Promise.allSettled([
        walk.run(),
        readOutboxState(table, clock.nowMs()),
        beat(ports),
        ports.askPeers(),
        sweep.run(),
        stock.run(),
      ]);
      const failures = [walked, outbox, beats, probes, ...others].flatMap((part) =>
        part.status === "rejected" ? [part.reason] : [],
      );
      publishTick(metrics, {
        walk: known(walked),
        outbox: known(outbox),
        beats: known(beats),
        probes: known(probes),
        isWhole: failures.length === 0,
        nowMs: clock.nowMs(),
      });
      for (const reason of failures)
        log({ level: "error", message: "a part of the tick failed", cause: String(reason) });
      if (failures.length > 0) throw new AggregateError(failures, "the tick was not whole");
    },
  };
}

function partsOf(ports: TickPorts) {
  const { speed } = ports;
  return {
    sweep: createSweep({
      ...ports,
      policy: {
        graceMs: SWEEP_GRACE_MS / speed,
        askAgainMostMs: SWEEP_ASK_AGAIN_MOST_MS / speed,
        depthMax: SWEEP_DEPTH_MAX,
      },
    }),
    walk: createWalk({
      ...ports,
      product: shopSettlement,
      isRecord: isShopRecord,
      policy: { restMs: WALK_REST_MS / speed },
    }),
    stock: createStockRound(ports),
  };
}

function known<T>(part: PromiseSettledResult<T>): T | undefined {
  return part.status === "fulfilled" ? part.value : undefined;
}
