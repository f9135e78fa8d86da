/** Shows how a run goes: one line that is written anew on a terminal, and elsewhere a line now and then. */
import { type Coverage, missingIn } from "./coverage.ts";
import type { Explored } from "./explore.ts";
import type { Simulation } from "./simulation.ts";

/** On a terminal a line changes as often as it can be read; in a log each one stays. */
const TERMINAL_EVERY_MS = 250;
const LOG_EVERY_MS = 10_000;
const MINUTE_MS = 60_000;

export interface Progress {
  show(sofar: Pick<Explored, "histories" | "coverage">): void;
  /** Leaves the terminal's line free for what comes next. */
  end(): void;
}

export interface ProgressOptions {
  readonly output: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns">;
  /** Since the start. */
  elapsedMs(): number;
  known(): Simulation["known"] | undefined;
}

export function createProgress({ output, elapsedMs, known }: ProgressOptions): Progress {
  const everyMs = output.isTTY ? TERMINAL_EVERY_MS : LOG_EVERY_MS;
  let shownMs = elapsedMs();
  let isShown = false;
  return {
    show(sofar) {
      if (elapsedMs() - shownMs < everyMs) return;
      shownMs = elapsedMs();
      const line = progressLine(sofar, { elapsedMs: shownMs, known: known() });
      output.write(output.isTTY ? `\r\x1b[K${line.slice(0, output.columns - 1)}` : `${line}\n`);
      isShown = true;
    },
    end() {
      if (isShown && output.isTTY) output.write("\r\x1b[K");
      isShown = false;
    },
  };
}

/** `1204 histories, 1312 a minute; met 8 of 9 faults, 11 of 12 points`. */
export function progressLine(
  { histories, coverage }: Pick<Explored, "histories" | "coverage">,
  at: { readonly elapsedMs: number; readonly known: Simulation["known"] | undefined },
): string {
  const rate = `${histories} histories, ${perMinute(histories, at.elapsedMs)} a minute`;
  const { known } = at;
  if (known === undefined) return rate;
  const met = (kind: keyof Coverage) =>
    `${known[kind].length - missingIn(coverage[kind], known[kind]).length} of ${known[kind].length} ${kind}`;
  return `${rate}; met ${met("faults")}, ${met("points")}`;
}

export function perMinute(histories: number, elapsedMs: number): number {
  return elapsedMs <= 0 ? 0 : Math.round((histories * MINUTE_MS) / elapsedMs);
}
