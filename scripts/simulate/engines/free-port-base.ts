/** A base for a world's block of ports that nobody listens on, so that a rehearsal never meets a world that somebody runs. */
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { PORT_BASE_MIN } from "@tandem/local";

/** Below the range from which systems take ports for outgoing connections, and away from the base that `npm start` takes. */
const BASE_MIN = Math.max(PORT_BASE_MIN, 12_000);
const BASE_MAX = 31_000;
const ATTEMPTS_MAX = 50;
/** What a world opens above its base: itself, then for each region an API, a DynamoDB and an SQS, and the two services of all. */
const SHARED_OFFSETS = [0, 500, 600];
const REGIONAL_OFFSETS = [0, 100, 200];

export async function freePortBase(regionCount: number): Promise<number> {
  const places = Array.from({ length: regionCount }, (_, index) => index + 1);
  const offsets = [...SHARED_OFFSETS, ...REGIONAL_OFFSETS.flatMap((offset) => places.map((place) => offset + place))];
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const base = randomInt(BASE_MIN, BASE_MAX);
    const free = await Promise.all(offsets.map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error(`no free block of ports was found in ${ATTEMPTS_MAX} places: end what listens on this machine`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const closed = once(server, "close");
    server.close();
    await closed;
    return true;
  } catch {
    // Whatever keeps us from listening there keeps a world from it, too.
    return false;
  }
}
