/**
 * How far a stream was read and handled. It is written after a batch was handled and before the next is read, so that a world
 * that is killed handles the last batch again and never skips one. Renaming makes it whole; it is not forced to the disk, since
 * what is promised is to survive the end of a process, not of the power.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { assert } from "@tandem/kernel";
import { damagedState } from "../world/refusal.ts";

export interface Checkpoint {
  /** The position after what was handled; nothing before the first time. Refuses what is no position. */
  load(): string | undefined;
  save(position: string): void;
}

const POSITION = /^\d+$/;

export function createFileCheckpoint(path: string): Checkpoint {
  return {
    load() {
      const text = readIfThere(path)?.trim();
      if (text === undefined || POSITION.test(text)) return text;
      throw damagedState(path, "holds no position of a stream; without it the stream is read from its start");
    },
    save(position) {
      assert(POSITION.test(position), `not a position of a stream: ${JSON.stringify(position)}`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, `${position}\n`);
      renameSync(`${path}.new`, path);
    },
  };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
