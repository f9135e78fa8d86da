/**
 * The world as a server-sent stream: every event as it happens (after those the reader missed, by `Last-Event-ID`), and between
 * them, under the name `world`, what `GET /api/world` would answer.
 */
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { EventLog } from "../world/event-log.ts";
import type { WorldSnapshot } from "./world-snapshot.ts";

/** Often enough to watch a lag grow, seldom enough to cost nothing; it also keeps the connection from looking dead. */
const SNAPSHOT_EVERY_MS = 1_000;

export function streamEvents(
  context: Context,
  { snapshot, events }: { readonly events: EventLog; snapshot(): Promise<WorldSnapshot> },
): Response {
  const seen = Number(context.req.header("last-event-id") ?? 0);
  return streamSSE(context, async (stream) => {
    let lastId = Number.isSafeInteger(seen) ? seen : 0;
    let wake: () => void = () => undefined;
    const unsubscribe = events.onEvent(() => wake());
    stream.onAbort(() => {
      unsubscribe();
      wake();
    });
    let snapshotDueMs = 0;
    while (!stream.aborted) {
      for (const { id, ...event } of events.after(lastId)) {
        await stream.writeSSE({ id: String(id), data: JSON.stringify(event) });
        lastId = id;
      }
      if (performance.now() >= snapshotDueMs) {
        snapshotDueMs = performance.now() + SNAPSHOT_EVERY_MS;
        await stream.writeSSE({ event: "world", data: JSON.stringify(await snapshot()) });
      }
      if (events.after(lastId).length > 0) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, snapshotDueMs - performance.now());
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  });
}
