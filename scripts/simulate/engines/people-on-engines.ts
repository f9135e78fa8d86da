/** How the people of a history live in a local world: they ask a region's API over HTTP, and hear what came back, if anything did. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Ask, Heard, ShopWorld } from "@tandem/sandbox";
import type { EngineWorld } from "./engine-world.ts";
import type { StreamTail } from "./stream-tail.ts";

/** What API Gateway itself says of a function that died: nobody knows what it had done. */
const DIED_STATUS = 500;
const DIED_MESSAGE = "Internal Server Error";

/**
 * A simulated answer takes a tenth of a second; one of this machine, which is all regions at once, takes as long as it takes. Impatient people are
 * still less patient than others.
 */
const PATIENCE_FACTOR = 5;
/** Beyond this nobody is answered: an API function ends. */
const TIMEOUT_MS_MAX = 10_000;
/** Requests on their way at once: what a laptop has environments for. Others wait at the door, where their patience does not run out. */
const REQUESTS_MAX = 8;

export interface PeopleOnEngines {
  readonly world: Pick<EngineWorld, "control" | "apiUrl">;
  readonly tail: Pick<StreamTail, "caughtUp">;
  /** How many times faster than planned people come. */
  readonly tempo: number;
}

export function createPeopleOnEngines({ world, tail, tempo }: PeopleOnEngines): ShopWorld {
  const door = createDoor(REQUESTS_MAX);
  return {
    nowMs: () => Date.now(),
    sleep: async (ms) => void (await sleep(ms / tempo)),
    async ask({ region, ask, timeoutMs }) {
      const token = await world.control.token(ask.caller);
      const bound = { timeoutMs: Math.min(timeoutMs * PATIENCE_FACTOR, TIMEOUT_MS_MAX) };
      const heard = await door(() => send({ url: world.apiUrl(region), token, ask, ...bound }));
      await tail.caughtUp();
      return heard;
    },
  };
}

interface Sent {
  readonly url: string;
  readonly token: string;
  readonly ask: Ask;
  readonly timeoutMs: number;
}

async function send({ url, token, ask, timeoutMs }: Sent): Promise<Heard> {
  const { method, path, key, lostAt, ifMatch, body } = ask;
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(lostAt === undefined ? {} : { "tandem-retry": lostAt }),
        ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const heard = heardOf(response.status, (await response.json()) as unknown);
    const etag = response.headers.get("etag");
    return heard.kind === "silence" || etag === null ? heard : { ...heard, etag };
  } catch (error) {
    // No connection, one that broke, no answer in time, or half of one: a client knows no more of it.
    return { kind: "silence", why: error instanceof Error ? error.message : String(error) };
  }
}

function heardOf(status: number, body: unknown): Heard {
  const isGateways = typeof body === "object" && body !== null && "message" in body && body.message === DIED_MESSAGE;
  if (status === DIED_STATUS && isGateways) return { kind: "silence", why: "the function behind it died" };
  return { kind: "answer", status, body };
}

/** Lets so many in at once, in the order they came. */
function createDoor(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside === count) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
