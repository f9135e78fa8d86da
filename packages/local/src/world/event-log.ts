/**
 * What happened in this world lately, for the console and the control API. Bounded: a world that runs for weeks keeps the newest.
 */
import { type Clock, isoTime, type Region } from "@tandem/kernel";

export interface WorldEvent {
  /** Grows by one with each event; a stream that was interrupted goes on from the last it saw. */
  readonly id: number;
  readonly at: string;
  readonly region: Region | null;
  readonly text: string;
}

export interface EventLog {
  add(event: { readonly region?: Region | undefined; readonly text: string }): void;
  /** Oldest first, those after `id`. */
  after(id: number): readonly WorldEvent[];
  onEvent(listener: (event: WorldEvent) => void): () => void;
}

/** Some minutes of a lively world. */
const EVENTS_KEPT = 500;

export function createEventLog(clock: Pick<Clock, "nowMs">): EventLog {
  const events: WorldEvent[] = [];
  const listeners = new Set<(event: WorldEvent) => void>();
  let lastId = 0;
  return {
    add({ region, text }) {
      lastId += 1;
      const event = { id: lastId, at: isoTime(clock.nowMs()), region: region ?? null, text };
      events.push(event);
      if (events.length > EVENTS_KEPT) events.shift();
      for (const listener of listeners) listener(event);
    },
    after: (id) => events.filter((event) => event.id > id),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
