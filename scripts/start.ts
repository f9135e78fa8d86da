/**
 * `npm start`: two regions on this machine until Ctrl-C. It reads the arguments, shows how the world comes up, and makes sure that
 * the world ends with whoever started it; everything else is packages/local.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { debuglog, inspect } from "node:util";
import { createWorld, PORT_BASE_DEFAULT, PORT_BASE_MAX, PORT_BASE_MIN, SPEED_MAX, WorldRefusal } from "@tandem/local";
import { EXIT_REFUSED, numberFlag, parseCommandLine, runCommand, UsageError } from "./command-line.ts";
import { bootProgress } from "./world/boot-progress.ts";
import { untilAskedToEnd } from "./world/ending.ts";
import { measureOutbox } from "./world/measure-outbox.ts";
import { readyText } from "./world/ready-text.ts";
import { showLog } from "./world/show-log.ts";

const USAGE = "npm start -- [--fresh] [--port-base N] [--state DIR] [--speed N]";
const HELP = `Runs two regions on this machine until Ctrl-C.

Usage: ${USAGE}

  --fresh        begin without the state of earlier starts
  --port-base N  the first of the ports, ${PORT_BASE_DEFAULT} unless you say otherwise
  --state DIR    where the state is kept, .tandem unless you say otherwise
  --speed N      how much faster everything that waits on a clock is; 1 is as in AWS`;

/** Silent, unless NODE_DEBUG=tandem asks for the stack of what stopped a start. */
const debug = debuglog("tandem");
const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Finer than any test asks for; slower than real helps nobody. */
const SPEED_MIN = 0.01;
/** A day: as long as a newcomer's afternoon, and the night after it. */
const TOKEN_LIFE_S = 86_400;

await runCommand(async () => {
  const line = parseCommandLine(process.argv.slice(2), {
    flags: {
      fresh: { type: "boolean" },
      "port-base": { type: "string" },
      state: { type: "string" },
      speed: { type: "string" },
    },
    usage: USAGE,
  });
  if (line.values["help"] === true) {
    console.log(HELP);
    return 0;
  }
  const state = line.values["state"];
  if (state === "") throw new UsageError(`--state is the name of a folder, not empty.\nUsage: ${USAGE}`);
  const world = createWorld({
    root: ROOT,
    stateDirectory: typeof state === "string" ? state : join(ROOT, ".tandem"),
    fresh: line.values["fresh"] === true,
    portBase: numberFlag(line, {
      name: "port-base",
      fallback: PORT_BASE_DEFAULT,
      min: PORT_BASE_MIN,
      max: PORT_BASE_MAX,
      whole: true,
    }),
    speed: numberFlag(line, { name: "speed", fallback: 1, min: SPEED_MIN, max: SPEED_MAX }),
    engineUrls: [1, 2].map((place) => process.env[`TANDEM_DYNAMODB_ENGINE_URL_${place}`] || undefined),
    bundleDirectory: join(ROOT, "node_modules", ".cache", "bundles"),
    watch: true,
    progress: bootProgress(),
    log: showLog,
    measureOutbox,
  });
  const ending = untilAskedToEnd();
  try {
    const startedMs = performance.now();
    const addresses = await Promise.race([world.start(), ending.asked]);
    if (addresses === undefined) return 0;
    const token = await world.token({ sub: "ada", role: "customer", expiresInS: TOKEN_LIFE_S });
    console.log(readyText({ addresses, tookMs: performance.now() - startedMs, token }));
    await ending.asked;
    console.log("\nEnding the world; Ctrl-C again ends it at once.");
    return 0;
  } catch (error) {
    if (!(error instanceof WorldRefusal)) throw error;
    console.error(`\n${error.message}`);
    debug("%s", inspect(error.cause));
    return EXIT_REFUSED;
  } finally {
    await world.close();
    ending.close();
  }
});
