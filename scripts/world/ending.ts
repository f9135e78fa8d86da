/**
 * When a world is to end: Ctrl-C, a polite signal, or the end of whoever started it. One Ctrl-C may arrive several times, from the
 * terminal and from npm; only one that comes later is a second one, and ends everything at once.
 */

/** Copies of one Ctrl-C arrive within milliseconds; nobody presses it twice on purpose that quickly. */
const SAME_SIGNAL_MS = 400;
/** As a shell reports a process that Ctrl-C ended: 128 and the signal's number. */
const EXIT_INTERRUPTED = 130;

export interface Ending {
  /** Resolves at the first request to end. */
  readonly asked: Promise<void>;
  /** Listens no more, so that nothing here keeps the process from ending by itself. */
  close(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function untilAskedToEnd(): Ending {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAtMs: number | undefined;
  const ask = () => {
    const nowMs = performance.now();
    askedAtMs ??= nowMs;
    // The watchdog ends the engines.
    if (nowMs - askedAtMs > SAME_SIGNAL_MS) process.exit(EXIT_INTERRUPTED);
    resolve();
  };
  for (const name of SIGNALS) process.on(name, ask);
  // The bootstrap is gone, and with it the terminal's user. Listening holds the channel, and with it the process, open.
  const abandon = () => resolve();
  process.once("disconnect", abandon);
  return {
    asked: promise,
    close() {
      for (const name of SIGNALS) process.off(name, ask);
      process.off("disconnect", abandon);
    },
  };
}
