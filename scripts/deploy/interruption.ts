/**
 * When a person, or whoever started us, wants the walk to end. One Ctrl-C arrives several times, from the terminal and from npm; only one that
 * comes later is a second one.
 */

/** Copies of one Ctrl-C arrive within milliseconds; nobody presses it twice on purpose that quickly. */
const SAME_SIGNAL_MS = 400;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Interruption {
  /** Aborted by the first. */
  readonly signal: AbortSignal;
  /** Hears each, until the answer is called. */
  onEach(listener: () => void): () => void;
  /** Listens no more, so that nothing here keeps the process from ending by itself. */
  close(): void;
}

export function createInterruption(source: NodeJS.EventEmitter, elapsedMs: () => number): Interruption {
  const controller = new AbortController();
  const listeners = new Set<() => void>();
  let lastMs: number | undefined;
  const interrupt = () => {
    const nowMs = elapsedMs();
    const isCopy = lastMs !== undefined && nowMs - lastMs < SAME_SIGNAL_MS;
    lastMs = nowMs;
    if (isCopy) return;
    controller.abort();
    for (const listener of listeners) listener();
  };
  // A channel that closes means that npm is gone, and with it the person.
  const events = [...SIGNALS, "disconnect"];
  for (const event of events) source.on(event, interrupt);
  return {
    signal: controller.signal,
    onEach(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const event of events) source.off(event, interrupt);
    },
  };
}
