/** Writes down what happens while it happens, each thing with its time, and makes a history of it at the end. */
import type { History, HistoryEvent } from "./history.ts";

/** What whoever was there saw; the time is the recorder's. */
export type Seen = HistoryEvent extends infer E ? (E extends HistoryEvent ? Omit<E, "atMs"> : never) : never;

export interface Recorder {
  add(seen: Seen): void;
  history(end: Omit<History, "events" | "startedMs">): History;
}

export function createRecorder(clock: { nowMs(): number }): Recorder {
  const startedMs = clock.nowMs();
  const events: HistoryEvent[] = [];
  return {
    add(seen) {
      events.push({ ...seen, atMs: clock.nowMs() } as HistoryEvent);
    },
    history: (end) => ({ ...end, startedMs, events: [...events] }),
  };
}
