/**
 * Events left for a function, as schedules leave them. Lambda tries each up to three times, a minute and then two minutes apart;
 * a throttled event is tried again for up to six hours, with growing waits, and uses up none of the three. The queue is in
 * memory: Lambda's own is not, so a world that is killed forgets events that a region would not.
 */
import { HOUR_MS, MINUTE_MS, type Region, SECOND_MS } from "@tandem/kernel";
import type { Log } from "../world/log.ts";
import type { Pace } from "../world/pace.ts";
import type { Invoke } from "./invocation.ts";

const RETRY_WAITS_MS = [MINUTE_MS, 2 * MINUTE_MS];
const THROTTLE_WAIT_MS_MIN = SECOND_MS;
const THROTTLE_WAIT_MS_MAX = 5 * MINUTE_MS;
const RETRY_COUNT_DEFAULT = 2;
const EVENT_AGE_S_DEFAULT = (6 * HOUR_MS) / SECOND_MS;
/** Beyond this an event is dropped and the drop is reported: a schedule that outruns its function never catches up. */
const WAITING_COUNT_MAX = 1_000;

export interface AsyncInvocations {
  add(functionName: string, event: unknown): void;
  close(): void;
}

/** A function's own settings, by the names that Lambda gives them; what is not set is Lambda's default. */
export interface EventInvokeConfig {
  /** 0 to 2. */
  readonly maximumRetryAttempts?: number;
  /** 60 to 21,600. */
  readonly maximumEventAgeInSeconds?: number;
}

export interface AsyncInvocationsOptions {
  readonly region: Region;
  readonly pace: Pace;
  readonly log: Log;
  readonly invoke: Invoke;
  configOf?(functionName: string): EventInvokeConfig;
}

interface Waiting {
  readonly functionName: string;
  readonly event: unknown;
  readonly sinceMs: number;
  failureCount: number;
  throttleCount: number;
}

export function createAsyncInvocations({
  region,
  pace,
  log,
  invoke,
  configOf,
}: AsyncInvocationsOptions): AsyncInvocations {
  const timers = new Map<NodeJS.Timeout, Waiting>();
  const running = new Set<Promise<void>>();
  let closed = false;

  function drop(waiting: Waiting, why: string): void {
    log({ region, source: `lambda/${waiting.functionName}`, level: "problem", text: `an event was dropped: ${why}` });
  }

  function start(waiting: Waiting): void {
    const attempt = run(waiting).finally(() => running.delete(attempt));
    running.add(attempt);
  }

  function retryAfter(waiting: Waiting, waitMs: number): void {
    if (closed) return;
    if (timers.size >= WAITING_COUNT_MAX) {
      drop(waiting, `${WAITING_COUNT_MAX} events wait already`);
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      start(waiting);
    }, pace.wait(waitMs));
    timers.set(timer, waiting);
  }

  async function run(waiting: Waiting): Promise<void> {
    const outcome = await invoke(waiting.functionName, waiting.event);
    if (outcome.ok || closed) return;
    const { maximumRetryAttempts = RETRY_COUNT_DEFAULT, maximumEventAgeInSeconds = EVENT_AGE_S_DEFAULT } =
      configOf?.(waiting.functionName) ?? {};
    if (performance.now() - waiting.sinceMs > pace.wait(maximumEventAgeInSeconds * SECOND_MS))
      return drop(waiting, `it is over ${maximumEventAgeInSeconds} s old`);
    if (outcome.refusal.reason === "too-large") return drop(waiting, outcome.refusal.message);
    if (outcome.refusal.reason === "throttled") {
      const waitMs = Math.min(THROTTLE_WAIT_MS_MIN * 2 ** waiting.throttleCount, THROTTLE_WAIT_MS_MAX);
      waiting.throttleCount += 1;
      return retryAfter(waiting, waitMs);
    }
    const waitMs = waiting.failureCount < maximumRetryAttempts ? RETRY_WAITS_MS[waiting.failureCount] : undefined;
    if (waitMs === undefined) return drop(waiting, `the function failed ${waiting.failureCount + 1} times`);
    waiting.failureCount += 1;
    retryAfter(waiting, waitMs);
  }

  return {
    add(functionName, event) {
      if (closed) return;
      start({ functionName, event, sinceMs: performance.now(), failureCount: 0, throttleCount: 0 });
    },
    close() {
      closed = true;
      for (const timer of timers.keys()) clearTimeout(timer);
      timers.clear();
    },
  };
}
