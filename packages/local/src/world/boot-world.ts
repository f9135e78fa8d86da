/**
 * The order in which a world comes up: the engines that keep its state first, all at once; then what is made in them; then what
 * runs on them; then the doors to the outside, so that whoever gets an answer gets it from a whole world.
 */
import { join } from "node:path";
import { createTokenIssuer } from "../control/token-issuer.ts";
import { machineRandom } from "../lambda/machine-random.ts";
import type { Boot } from "./boot.ts";
import { createGlobalTable } from "./create-table.ts";
import { startEngines } from "./engines.ts";
import { createEventLog } from "./event-log.ts";
import type { Log } from "./log.ts";
import { createMachineClock } from "./machine-clock.ts";
import { openDoors } from "./open-doors.ts";
import { checkPorts, worldPorts } from "./ports.ts";
import { TABLE, TABLE_NAME } from "./product.ts";
import type { RunningWorld } from "./running-world.ts";
import { seedOnce } from "./seed-once.ts";
import { startRegions } from "./start-regions.ts";
import { openStateFolder } from "./state-folder.ts";
import { KEPT, refuseGaps } from "./state-gaps.ts";
import type { WorldContext } from "./world-context.ts";
import type { CheckedOptions } from "./world-options.ts";

export async function bootWorld(boot: Boot, options: CheckedOptions & { readonly log: Log }): Promise<RunningWorld> {
  const { regions, clock = createMachineClock() } = options;
  const events = createEventLog(clock);
  const tellAll: Log = (line) => {
    if (line.level !== "detail") events.add({ region: line.region, text: `${line.source}: ${line.text}` });
    options.log(line);
  };
  const parts = await prepare(boot, { ...options, clock, log: tellAll });
  const { directory } = parts;
  const keyFile = { path: join(directory, KEPT.signingKey), nowMs: () => clock.nowMs() };
  const tokens = await boot.step("the key that signs tokens", () => createTokenIssuer(keyFile));
  const engines = await startEngines(boot, parts);
  await boot.step("the table and its replicas", () =>
    createGlobalTable({ tableName: TABLE_NAME, shape: TABLE, regions: engines.dynamodb.regions }),
  );
  const services = await boot.step(
    "functions, their triggers, and the API of each region",
    () => startRegions(parts, { engines, authKeys: tokens.publicKeys }),
    async (started) => void (await Promise.all(started.map((each) => each.close()))),
  );
  await boot.step("the sample catalog", () => seedOnce({ directory, services, tokens }));
  const world = await openDoors(boot, parts, { engines, services, tokens, events });
  events.add({ text: `the world is ready: ${regions.join(" and ")}` });
  return world;
}

async function prepare(
  boot: Boot,
  options: CheckedOptions & Pick<WorldContext, "log" | "clock">,
): Promise<WorldContext> {
  const { regions, portBase, stateDirectory, fresh = false, random = machineRandom } = options;
  const ports = worldPorts(portBase, regions);
  const { directory, endedPids } = await boot.step(
    "state folder",
    () => openStateFolder({ directory: stateDirectory, fresh, portBase }),
    (folder) => folder.release(),
  );
  for (const pid of endedPids) {
    options.log({ source: "state folder", level: "event", text: `ended pid ${pid}, left over from an earlier start` });
  }
  refuseGaps({ directory, regions, engineUrls: options.engineUrls });
  await boot.step("ports", () => checkPorts(ports));
  return { ...options, directory, ports, random };
}
