/** One line of JSON for each thing worth telling, as Lambda's JSON logging takes it. */
import type { LogLine } from "@tandem/http";

export function log(line: LogLine): void {
  console.log(JSON.stringify({ at: new Date().toISOString(), ...line }));
}
