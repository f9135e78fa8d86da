/**
 * The function that reads a region's stream, as far as it is not the program's: what a record says, and that a batch either reached the
 * queue whole or is reported as failed from its first record on.
 */

import type { HintQueue } from "@tandem/delivery";
import type { Region } from "@tandem/kernel";
import { Fault } from "@tandem/kernel";
import type { RegionProgram, StreamChange } from "./region-program.ts";
import type { StreamRecord } from "./stream-log.ts";
import type { BatchReport } from "./stream-mapping.ts";

export interface StreamProgram {
  forward(records: readonly StreamRecord[]): Promise<BatchReport>;
}

export interface StreamProgramOptions {
  readonly region: Region;
  readonly queue: HintQueue;
  readonly hintsOf: RegionProgram["hintsOf"];
}

export function createStreamProgram({ region, queue, hintsOf }: StreamProgramOptions): StreamProgram {
  return {
    async forward(records) {
      const hints = hintsOf(records.flatMap(changeOf), region);
      try {
        if (hints.length > 0) await queue.send(hints);
        return undefined;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        return { failedFrom: 0 };
      }
    },
  };
}

/** A change that leaves no item behind hints at nothing. */
function changeOf({ change: { after } }: StreamRecord): readonly StreamChange[] {
  if (after === undefined) return [];
  const { partition, sort, region } = after;
  const wake = after.kind === "counter" ? undefined : after.wake;
  const record = after.kind === "counter" ? undefined : after.data["record"];
  return [{ partition, sort, region, wake, record: typeof record === "string" ? record : undefined }];
}
