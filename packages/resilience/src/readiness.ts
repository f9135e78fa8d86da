/**
 * Whether a region should have customers, judged by what a customer needs of it alone: its table, its public name, its API. Overload
 * is no reason to say no, or a burst would move to the peer and bring that down as well; nor is a restriction, which peers are asked
 * about, nor what both regions share. Whether the work moves is another question, which alarms and never moves traffic.
 *
 *     table-read   an item of this region is read
 *     table-write  ... and written; a refused write is an answer
 *     hostname     this region's public name answers
 *     api-invoke   the API function takes an invocation
 */
import { type Clock, Fault, SECOND_MS } from "@tandem/kernel";

export const CHECK_NAMES = ["table-read", "table-write", "hostname", "api-invoke"] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** Health checkers wait 2 s for an answer: this leaves the rest to the way there and to a cold start. */
export const VERDICT_MS_MAX = 1_200;
/** A single item, in the same region: tens of milliseconds with the handshake, unless something is wrong. */
export const TABLE_READ_MS_MAX = 600;
/** It begins when the read has ended, since a write is stamped by the table's time; both together stay below the verdict's. */
export const TABLE_WRITE_MS_MAX = 500;
/** An answer that needs a new environment of the API has to fit. */
export const HOSTNAME_MS_MAX = 1_100;
export const API_INVOKE_MS_MAX = 1_100;
/** Health checkers from many places ask every second or so; the region is asked this rarely for all of them. */
export const VERDICT_AGE_MS_MAX = 10 * SECOND_MS;

/** What is done to find out, each ending well or in a fault. */
export interface ReadinessProbes {
  readTable(signal: AbortSignal): Promise<void>;
  /** Called after `readTable`, whatever became of it. */
  writeTable(signal: AbortSignal): Promise<void>;
  askHostname(signal: AbortSignal): Promise<void>;
  invokeApi(signal: AbortSignal): Promise<void>;
}

export interface CheckResult {
  readonly ok: boolean;
  /** For a stranger's eyes: no name of a table, no address. */
  readonly detail: string;
}

export interface Verdict {
  readonly ready: boolean;
  readonly checks: Readonly<Record<CheckName, CheckResult>>;
  /** The names of the checks that failed, in their order. */
  readonly failing: readonly CheckName[];
}

/** Runs `work` and gives up on it after `ms`, with a `timeout` fault; what it still does is told by the signal to stop. */
export type RunWithin = <T>(ms: number, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

export interface ReadinessOptions {
  readonly probes: ReadinessProbes;
  readonly clock: Pick<Clock, "elapsedMs">;
  readonly runWithin: RunWithin;
  /** How old a verdict may be when it is given; shorter in a world whose clocks are fast. */
  readonly verdictAgeMsMax?: number;
  /** Hears of each check that failed, for the log. */
  onFailure?(check: CheckName, error: unknown): void;
}

export interface Readiness {
  /** A verdict of at most the given age; whoever asks while one is being reached shares it. */
  verdict(): Promise<Verdict>;
}

export function createReadiness(options: ReadinessOptions): Readiness {
  const { clock, verdictAgeMsMax = VERDICT_AGE_MS_MAX } = options;
  let latest: { readonly atMs: number; readonly verdict: Promise<Verdict> } | undefined;
  return {
    verdict() {
      const nowMs = clock.elapsedMs();
      // Its age counts from when the looking began: what was seen first is as old as that.
      if (latest === undefined || nowMs - latest.atMs >= verdictAgeMsMax) {
        latest = { atMs: nowMs, verdict: reachVerdict(options) };
      }
      return latest.verdict;
    },
  };
}

async function reachVerdict(options: ReadinessOptions): Promise<Verdict> {
  const { probes } = options;
  const read = runCheck("table-read", TABLE_READ_MS_MAX, { ...options, probe: probes.readTable });
  const write = read.then(() => runCheck("table-write", TABLE_WRITE_MS_MAX, { ...options, probe: probes.writeTable }));
  const hostname = runCheck("hostname", HOSTNAME_MS_MAX, { ...options, probe: probes.askHostname });
  const invoke = runCheck("api-invoke", API_INVOKE_MS_MAX, { ...options, probe: probes.invokeApi });
  const checks = {
    "table-read": await read,
    "table-write": await write,
    hostname: await hostname,
    "api-invoke": await invoke,
  };
  const failing = CHECK_NAMES.filter((name) => !checks[name].ok);
  return { ready: failing.length === 0, checks, failing };
}

interface CheckRun extends ReadinessOptions {
  readonly probe: (signal: AbortSignal) => Promise<void>;
}

async function runCheck(name: CheckName, msMax: number, run: CheckRun): Promise<CheckResult> {
  const { probe, clock, runWithin, onFailure } = run;
  const beganMs = clock.elapsedMs();
  try {
    await runWithin(msMax, probe);
    return { ok: true, detail: `answered in ${Math.round(clock.elapsedMs() - beganMs)} ms` };
  } catch (error) {
    if (isOverload(error)) return { ok: true, detail: "is busy, and alive" };
    onFailure?.(name, error);
    return { ok: false, detail: describe(error, msMax) };
  }
}

/** Whoever says that there is too much to do is there. */
function isOverload(error: unknown): boolean {
  return error instanceof Fault && (error.code === "throttled" || error.code === "contended");
}

function describe(error: unknown, msMax: number): string {
  if (!(error instanceof Fault)) return "could not be tried";
  return error.code === "timeout" ? `did not answer within ${msMax} ms` : `failed: ${error.code}`;
}
