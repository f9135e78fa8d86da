/** Shows a walk to a person at three in the morning: a line for each thing that is done, with the time since it all began. */
import { type Clock, MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import type { Progress } from "./walk-ports.ts";

/** Where nothing can be rewritten, a log, one line a minute says enough. */
const LIVE_EVERY_MS = MINUTE_MS;

export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface WalkProgress extends Progress {
  /** A line of another program, after whose it is. */
  tell(stage: string, line: string): void;
}

export function createWalkProgress(screen: Screen, clock: Pick<Clock, "elapsedMs">): WalkProgress {
  const startMs = clock.elapsedMs();
  let livedMs: number | undefined;
  const line = (stage: string, text: string) => `${elapsed(clock.elapsedMs() - startMs)}  ${stage}  ${text}`;
  const write = (text: string) => screen.write(`${screen.isTTY === true ? "\r\x1b[K" : ""}${text}\n`);
  return {
    step(stage, text) {
      livedMs = undefined;
      write(line(stage, text));
    },
    live(stage, text) {
      const nowMs = clock.elapsedMs();
      if (screen.isTTY === true) {
        screen.write(`\r\x1b[K${line(stage, text).slice(0, (screen.columns ?? COLUMNS_DEFAULT) - 1)}`);
        return;
      }
      if (livedMs !== undefined && nowMs - livedMs < LIVE_EVERY_MS) return;
      livedMs = nowMs;
      write(line(stage, text));
    },
    tell(stage, text) {
      write(`${" ".repeat(ELAPSED_LETTERS)}  ${stage} | ${text}`);
    },
  };
}

const COLUMNS_DEFAULT = 80;
const ELAPSED_LETTERS = "0:00:00".length;
const SIXTY = 60;

/** Hours, minutes and seconds: `0:04:10`. */
export function elapsed(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS);
  const minutes = Math.floor(seconds / SIXTY);
  const two = (value: number) => String(value % SIXTY).padStart(2, "0");
  return `${Math.floor(minutes / SIXTY)}:${two(minutes)}:${two(seconds)}`;
}
