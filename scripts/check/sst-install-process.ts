/**
 * The process that runs `sst install`, with all that SST starts in a group of its own, and ends the whole group when it is asked to end or when whoever
 * started it is gone. Otherwise npm would go on writing into `.sst` while the next command begins to.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Any scope: SST reads from it which providers there are, and all scopes have the same. */
const STAGE = "production-global";

const sst = join("node_modules", "sst", "bin", "sst.mjs");
const child = spawn(process.execPath, [sst, "install", "--stage", STAGE], {
  stdio: ["ignore", "inherit", "inherit"],
  detached: true,
});
for (const signal of SIGNALS) process.on(signal, endAll);
process.on("disconnect", endAll);
child.once("exit", (code) => {
  process.exitCode = code ?? 1;
  if (process.connected) process.disconnect();
});

function endAll(): void {
  if (child.pid !== undefined && child.exitCode === null) {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
