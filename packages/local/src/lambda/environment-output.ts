/**
 * Sends what a handler prints to its host, whole lines at a time, each with the request it was printed for. It is posted at
 * once rather than through the worker's own streams, which need a running event loop and would be cut off by the freeze.
 */
export interface CapturedOutput {
  /** Sends what has no newline yet: the answer comes next, and then nothing moves. */
  flush(): void;
}

/** A line longer than this is sent in pieces, so that a handler that prints without newlines holds no memory. */
const LINE_CHARACTERS_MAX = 64 * 1_024;

export function captureOutput(onLine: (line: string) => void): CapturedOutput {
  let rest = "";

  function take(text: string): void {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
    if (rest.length > LINE_CHARACTERS_MAX) flush();
  }

  function flush(): void {
    if (rest === "") return;
    const line = rest;
    rest = "";
    onLine(line);
  }

  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      take(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
      const callback = rest.findLast((argument) => typeof argument === "function");
      if (typeof callback === "function") queueMicrotask(() => callback());
      return true;
    };
  }
  return { flush };
}
