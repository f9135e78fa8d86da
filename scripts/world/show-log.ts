/** What the parts of the world say, in front of the person: what happens and what went wrong, but not every detail. */
import type { LogLine } from "@tandem/local";

export function showLog({ region, source, level, text }: LogLine): void {
  if (level === "detail") return;
  const place = region === undefined ? source : `${region} ${source}`;
  const line = `${level === "problem" ? "!" : " "} ${place}: ${text}`;
  if (level === "problem") console.error(line);
  else console.log(line);
}
