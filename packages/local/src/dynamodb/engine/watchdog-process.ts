/**
 * The program of the watchdog: a process that holds the other end of a pipe from the world. When the world is gone, however it
 * went, the pipe ends, and the engines that were named on it are ended too: they do not notice the death of a parent.
 *
 * Each line is `watch PID MARK` or `forget PID`; MARK is a text in the engine's command line, so that a pid that was used
 * again by a stranger is left alone.
 */
import { createInterface } from "node:readline";
import { processCommand, signalGroup } from "./process-command.ts";

const watched = new Map<number, string>();
const lines = createInterface({ input: process.stdin });

// A Ctrl-C at the terminal reaches the whole group; this process has to outlast the world to do its work.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => undefined);

lines.on("line", (line) => {
  const [verb, pid = "", ...mark] = line.split(" ");
  if (verb === "watch") watched.set(Number(pid), mark.join(" "));
  if (verb === "forget") watched.delete(Number(pid));
});

lines.on("close", () => {
  for (const [pid, mark] of watched) if (processCommand(pid).includes(mark)) signalGroup(pid, "SIGKILL");
  process.exit(0);
});
