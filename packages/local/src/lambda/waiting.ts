/**
 * How a poller waits: for a time, for a wake-up, for somebody to let it go on, and never beyond the end of its world. Each wait
 * ends at once when the signal aborts, so that closing a world waits for no timer.
 */

/** Resolves after `ms`, or as soon as `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener("abort", over);
  });
}

export interface BackoffOptions {
  readonly minMs: number;
  readonly maxMs: number;
}

export interface Backoff {
  /** How long to wait before the next attempt: twice as long each time, up to the bound. */
  next(): number;
  reset(): void;
}

export function createBackoff({ minMs, maxMs }: BackoffOptions): Backoff {
  let failures = 0;
  return {
    next() {
      failures += 1;
      return Math.min(minMs * 2 ** (failures - 1), maxMs);
    },
    reset() {
      failures = 0;
    },
  };
}

/** A gate that stands open until it is closed; those who come to it closed wait. */
export interface Gate {
  setClosed(isClosed: boolean): void;
  /** Aborts when the gate closes, so that what is under way can stop. */
  readonly closing: AbortSignal;
  passed(signal: AbortSignal): Promise<void>;
}

export function createGate(): Gate {
  let opened: (() => void) | undefined;
  let whenOpen: Promise<void> | undefined;
  let controller = new AbortController();
  return {
    get closing() {
      return controller.signal;
    },
    setClosed(isClosed) {
      if (isClosed === (whenOpen !== undefined)) return;
      if (isClosed) {
        const { promise, resolve } = Promise.withResolvers<void>();
        whenOpen = promise;
        opened = resolve;
        controller.abort();
      } else {
        controller = new AbortController();
        whenOpen = undefined;
        opened?.();
      }
    },
    async passed(signal) {
      if (whenOpen === undefined || signal.aborted) return;
      const left = Promise.withResolvers<void>();
      const leave = () => left.resolve();
      signal.addEventListener("abort", leave);
      await Promise.race([whenOpen, left.promise]);
      signal.removeEventListener("abort", leave);
    },
  };
}
