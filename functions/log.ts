/**
 * One line of JSON for each thing worth telling. Written to the output itself: Lambda's JSON logging takes such a line as it is, and puts what
 * `console.log` is given into a string inside another, where no filter finds its members.
 */
import type { LogLine } from "@tandem/http";

export function log(line: LogLine): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
}
