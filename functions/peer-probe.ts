/**
 * Asks a peer what a customer would ask first, at the address where customers find it. Its answer is a second sign beside replication's: a
 * silent peer may only be out of reach of one of the two. A probe reports, and decides and fails nothing.
 */
import { type Clock, type Region, SECOND_MS } from "@tandem/kernel";
import * as z from "zod";

/** Longer than a cold start with its first reads, and shorter than any customer's patience. */
export const PROBE_TIMEOUT_MS = 3 * SECOND_MS;

/** As much of a list of products as shows that the shop answered, and nothing in between. */
const Products = z.object({ items: z.array(z.unknown()) });
const TOO_MANY_REQUESTS = 429;

export interface PeerProbe {
  readonly peer: Region;
  /** Whether a customer would have been served; one who is told to come back later was answered, too. */
  readonly answers: boolean;
  /** How long an answer took that was one; undefined when there was none. */
  readonly latencyMs: number | undefined;
  /** What was wrong; undefined when nothing was. */
  readonly why: string | undefined;
}

export async function probePeer(options: {
  readonly peer: Region;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly clock: Pick<Clock, "elapsedMs">;
  readonly timeoutMs?: number;
}): Promise<PeerProbe> {
  const { peer, baseUrl, clock, timeoutMs = PROBE_TIMEOUT_MS } = options;
  const startMs = clock.elapsedMs();
  try {
    const response = await fetch(`${baseUrl}/products?limit=1`, {
      // A connection kept through a freeze may be dead when the next run reaches for it, which would be held against the peer.
      headers: { Connection: "close" },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (response.status === TOO_MANY_REQUESTS)
      return { peer, answers: true, latencyMs: undefined, why: "it has too many requests" };
    if (response.status !== 200 || !isProducts(text)) return silent(peer, `it answered ${response.status}`);
    return { peer, answers: true, latencyMs: clock.elapsedMs() - startMs, why: undefined };
  } catch (error) {
    return silent(peer, error instanceof Error ? String(error.cause ?? error.message) : String(error));
  }
}

function silent(peer: Region, why: string): PeerProbe {
  return { peer, answers: false, latencyMs: undefined, why };
}

function isProducts(text: string): boolean {
  try {
    return Products.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
