/**
 * The trace is what a history was: a line for each thing that happened. It is hashed as it goes, which costs little and is how two runs of
 * one seed are compared; the lines themselves are kept only when somebody wants to read them.
 */
import { createHash } from "node:crypto";

export interface TraceLine {
  /** Who did it, or to whom it happened: `client 3`, `api us-east-1 #2`. */
  readonly who: string;
  /** What happened, in the fewest words: `placed an order`, `killed`. */
  readonly what: string;
  readonly where?: string;
  /** Whatever else a reader of the story wants; the same text in every run of the seed. */
  readonly detail?: string;
}

export interface TracedLine extends TraceLine {
  /** Virtual time. */
  readonly atMs: number;
}

/** `lines` keeps what was traced; `steps` keeps also every step the machine took, to find where two runs part. */
export type TraceKeeping = "nothing" | "lines" | "steps";

export interface Trace {
  add(atMs: number, line: TraceLine): void;
  /** A step of the machine, which `what` names. */
  step(atMs: number, what: string): void;
  /** SHA-256 of everything so far. */
  digest(): string;
  readonly lines: readonly TracedLine[];
}

/** Text is hashed in pieces of about this many letters: a call of the hash for each line would cost more than the line. */
const PIECE_LETTERS = 16_384;
const MACHINE = "machine";

export function createTrace(keeping: TraceKeeping): Trace {
  const hash = createHash("sha256");
  const lines: TracedLine[] = [];
  let piece = "";

  function take(text: string): void {
    piece += text;
    if (piece.length > PIECE_LETTERS) flush();
  }

  function flush(): void {
    hash.update(piece);
    piece = "";
  }

  return {
    add(atMs, line) {
      take(`${atMs}\t${line.who}\t${line.what}\t${line.where ?? ""}\t${line.detail ?? ""}\n`);
      if (keeping !== "nothing") lines.push({ atMs, ...line });
    },
    step(atMs, what) {
      take(`${atMs} ${what}\n`);
      if (keeping === "steps") lines.push({ atMs, who: MACHINE, what });
    },
    digest() {
      flush();
      return hash.copy().digest("hex");
    },
    lines,
  };
}
