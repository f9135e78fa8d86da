/**
 * SQS in one region: an engine in a process of its own with a data folder of its own, behind an endpoint on 127.0.0.1 that speaks
 * both protocols and mends what the engine lacks. Messages survive a `kill -9` of either.
 */
import type { Random, Region } from "@tandem/kernel";
import { createBreakable } from "../api-gateway/breakable.ts";
import { machineRandom } from "../lambda/machine-random.ts";
import type { Watchdog } from "../supervision/watchdog.ts";
import { listenHttp } from "../world/http-server.ts";
import type { Log } from "../world/log.ts";
import type { Pace } from "../world/pace.ts";
import { createDuplicateDeliveries } from "./duplicate-deliveries.ts";
import { createLostMessages } from "./lost-messages.ts";
import { createMessageMoves } from "./message-moves.ts";
import { createQueueAddresses } from "./queue-address.ts";
import { createSqsActions, type PerformSqsAction } from "./sqs-actions.ts";
import { createSqsCalls } from "./sqs-calls.ts";
import { startSqsEngine } from "./sqs-engine.ts";
import { createSqsHandler } from "./sqs-server.ts";

export interface LocalSqs {
  readonly url: string;
  /** The engine's process; it has another after each restart, and none in between. */
  readonly pid: number | undefined;
  queueUrl(name: string): string;
  queueArn(name: string): string;
  readonly faults: SqsFaults;
  /** SIGKILL to the engine, which is then started again. */
  kill(): void;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface SqsFaults {
  /** Every connection breaks. */
  setDown(isDown: boolean): void;
  /** How likely a message comes once more after it was deleted; 0 to 1. */
  setDuplicateRate(rate: number): void;
  /** How likely a message is lost for whoever would receive it; 0 to 1. */
  setLostRate(rate: number): void;
}

export interface LocalSqsOptions {
  readonly region: Region;
  /** 0 takes any port that is free. */
  readonly port: number;
  readonly directory: string;
  readonly accountId: string;
  readonly pace: Pace;
  readonly watchdog: Watchdog;
  readonly log: Log;
  readonly random?: Random;
}

export async function createLocalSqs(options: LocalSqsOptions): Promise<LocalSqs> {
  const { region, port, directory, accountId, pace, watchdog, log, random = machineRandom } = options;
  let perform: PerformSqsAction = () => Promise.reject(new Error("SQS is starting"));
  // The port is taken before the engine starts, since a busy one is the likelier failure and the quicker to say.
  const { handler, setDown } = createBreakable(createSqsHandler((...call) => perform(...call)));
  const server = await listenHttp({ port, handler });
  const engine = await startSqsEngine({ region, directory, speed: pace.speed, watchdog, log }).catch(async (error) => {
    await server.close();
    throw error;
  });

  const addresses = createQueueAddresses({ origin: server.url, region, accountId });
  const calls = createSqsCalls(engine, addresses, pace);
  const moves = createMessageMoves(calls);
  const duplicates = createDuplicateDeliveries(calls, pace, random);
  const losses = createLostMessages(calls, random);
  perform = createSqsActions({ calls, moves, duplicates, losses });

  return {
    url: server.url,
    get pid() {
      return engine.process.pid;
    },
    queueUrl: addresses.url,
    queueArn: addresses.arn,
    faults: { setDown, setDuplicateRate: duplicates.setRate, setLostRate: losses.setRate },
    kill: engine.process.kill,
    restart: engine.process.restart,
    async close() {
      await moves.close();
      await server.close();
      await engine.close();
    },
  };
}
