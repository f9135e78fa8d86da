/**
 * The watchdog's own process. It reads `guard PID IDENTITY` and `release PID` from the pipe to its world; when the pipe closes,
 * whatever the reason, it ends every process it still guards and then itself. It is deaf to Ctrl-C, which reaches the whole
 * terminal and would otherwise end the watchdog before the world.
 */
import { createInterface } from "node:readline";
import { endProcess } from "./end-process.ts";

function main(): void {
  const guarded = new Map<number, string>();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => undefined);

  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const [verb, pid, ...identity] = line.split(" ");
    if (verb === "guard") guarded.set(Number(pid), identity.join(" "));
    if (verb === "release") guarded.delete(Number(pid));
  });
  lines.on("close", async () => {
    await Promise.all([...guarded].map(([pid, identity]) => endProcess({ pid, identity })));
    process.exit(0);
  });
}

main();
