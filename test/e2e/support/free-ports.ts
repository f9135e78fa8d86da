/**
 * A base for a world's block of ports that nobody listens on at the moment, so that tests never meet a world that somebody runs.
 */
import { once } from "node:events";
import { createServer } from "node:net";

const OFFSETS = [0, 1, 2, 101, 102, 201, 202, 500, 600];
/** Below the range from which systems take ports for outgoing connections. */
const BASE_MIN = 12_000;
const BASE_MAX = 31_000;
const ATTEMPTS_MAX = 50;

export async function findPortBase(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const base = BASE_MIN + Math.floor(Math.random() * (BASE_MAX - BASE_MIN));
    const free = await Promise.all(OFFSETS.map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error("no free block of ports was found");
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
    return false;
  }
}
