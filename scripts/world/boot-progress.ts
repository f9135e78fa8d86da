/** Shows the steps of a world's start: on a terminal what is going on at the moment, and everywhere what is done and how long it took. */
import type { BootProgress } from "@tandem/local";

export function bootProgress(output: NodeJS.WriteStream = process.stdout): BootProgress {
  const current = new Set<string>();
  const showCurrent = () => {
    if (!output.isTTY) return;
    output.write(
      `\r\x1b[K${current.size === 0 ? "" : `  ...    ${[...current].join(", ")}`.slice(0, output.columns - 1)}`,
    );
  };
  return {
    begin(step) {
      current.add(step);
      showCurrent();
    },
    end(step, tookMs) {
      current.delete(step);
      const seconds = `${(tookMs / 1_000).toFixed(2)} s`.padStart(8);
      output.write(`${output.isTTY ? "\r\x1b[K" : ""}${seconds}  ${step}\n`);
      showCurrent();
    },
  };
}
