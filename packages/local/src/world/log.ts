/**
 * What the parts of a world tell the person in front of it. A part says where it is and what happened; whether that becomes a
 * line in a terminal, an event of the control API or nothing is the world's business, never the part's.
 */
import type { Region } from "@tandem/kernel";

export interface LogLine {
  /** The region it happened in; absent for what belongs to none, such as the payment provider. */
  readonly region?: Region;
  /** The part that speaks: `dynamodb`, `sqs`, `lambda/api`. */
  readonly source: string;
  /** `event` is worth showing to an operator, `problem` needs somebody, `detail` is for whoever looks closely. */
  readonly level: "detail" | "event" | "problem";
  readonly text: string;
}

export type Log = (line: LogLine) => void;

/** For tests and for callers that do not listen. */
export const silentLog: Log = () => undefined;
