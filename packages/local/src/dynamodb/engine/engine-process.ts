/**
 * An engine of our own: one process on one database file, started again at once when it dies. A request that the engine cannot
 * have seen waits a bounded time for the next one. A request without an answer for too long means that the engine hangs: it is
 * ended, because only of a dead engine can be said that it will not commit later what it was asked.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Fault, type Region } from "@tandem/kernel";
import { superviseProcess } from "../../supervision/supervised-process.ts";
import type { Watchdog } from "../../supervision/watchdog.ts";
import type { Log } from "../../world/log.ts";
import { WorldRefusal } from "../../world/refusal.ts";
import type { Engine } from "./engine.ts";
import type { EngineCommand } from "./engine-binary.ts";
import { createEnginePool, type EnginePool } from "./engine-pool.ts";
import { freePort } from "./free-port.ts";

/** An engine answers some 20 ms after its start; a request waits for a restart as long as a patient client would. */
const READY_MS_MAX = 5_000;
const RETRY_MS = 5;
/** A port that was free a moment ago may be somebody else's by the time the engine opens it. */
const PORTS_TRIED_MAX = 5;
const PORT_TAKEN = /already in use|address in use|EADDRINUSE/i;

export interface EngineProcessOptions {
  readonly region: Region;
  readonly name?: string;
  readonly command: EngineCommand;
  readonly databaseFile: string;
  readonly watchdog: Watchdog;
  readonly log: Log;
}

export async function startEngineProcess(options: EngineProcessOptions): Promise<Engine> {
  const { region, command, databaseFile, watchdog, log, name = `the DynamoDB engine of ${region}` } = options;
  let port = 0;
  let pool: EnginePool | undefined;
  const supervised = await onFreePort(() =>
    superviseProcess({
      name,
      region,
      watchdog,
      log,
      pidFile: `${databaseFile}.pid`,
      async launch() {
        await pool?.close();
        pool = undefined;
        port = await freePort();
        const place = ["--host", "127.0.0.1", "--port", String(port), "--db-path", databaseFile];
        return { command: command.command, args: [...command.leadingArguments, "serve", ...place] };
      },
      async isReady() {
        const answer = await fetch(`http://127.0.0.1:${port}/`);
        await answer.arrayBuffer();
        if (answer.status === 200) pool ??= createEnginePool(`http://127.0.0.1:${port}`);
        return answer.status === 200;
      },
    }),
  );

  async function ready(): Promise<EnginePool> {
    if (pool === undefined) await supervised.whenReady(READY_MS_MAX);
    if (pool !== undefined) return pool;
    const message = `${name} has not come back for ${READY_MS_MAX} ms.`;
    throw new Fault({ code: "unavailable", message, retryable: true, mayBeDone: false });
  }

  return {
    async ready() {
      await ready();
    },
    async send(request) {
      const untilMs = performance.now() + READY_MS_MAX;
      for (;;) {
        try {
          return await (await ready()).send(request);
        } catch (error) {
          if (!(error instanceof Fault) || error.mayBeDone || performance.now() > untilMs) {
            if (error instanceof Fault && error.code === "timeout" && error.mayBeDone) supervised.kill();
            throw error;
          }
        }
        await sleep(RETRY_MS);
      }
    },
    pid: () => supervised.pid,
    restart: () => supervised.kill(),
    async close() {
      await supervised.close();
      await pool?.close();
      pool = undefined;
    },
  };
}

/** Each start asks for a port anew. */
export async function onFreePort<T>(start: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await start();
    } catch (error) {
      if (tried >= PORTS_TRIED_MAX || !(error instanceof WorldRefusal) || !PORT_TAKEN.test(error.message)) throw error;
    }
  }
}
