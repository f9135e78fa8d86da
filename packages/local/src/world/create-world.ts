/**
 * Two regions on one machine: everything that AWS would be to the product, started in order, joined, and ended in order. A world is
 * an object; two of them, on other ports and with other state, live in one process.
 */
import { must } from "@tandem/kernel";
import { createBoot } from "./boot.ts";
import { bootWorld } from "./boot-world.ts";
import { silentLog } from "./log.ts";
import { failedStep, WorldRefusal } from "./refusal.ts";
import type { RunningWorld } from "./running-world.ts";
import type { World } from "./world.ts";
import { checkWorldOptions, type WorldOptions } from "./world-options.ts";

const QUIET = { begin: () => undefined, end: () => undefined };

export function createWorld(given: WorldOptions): World {
  const options = checkWorldOptions(given);
  const boot = createBoot(options.progress ?? QUIET);
  let booting: Promise<RunningWorld> | undefined;
  let closing: Promise<void> | undefined;

  const running = async () => await must(booting, "this world was not started");
  const close = (): Promise<void> => {
    closing ??= (async () => {
      // What is being started is first let finish, so that nothing is left that nobody knows of.
      await booting?.catch(() => undefined);
      await boot.close();
    })();
    return closing;
  };
  return {
    async start() {
      if (closing !== undefined) throw new WorldRefusal("This world was closed; make another one.");
      booting ??= bootWorld(boot, { ...options, log: options.log ?? silentLog });
      try {
        return (await booting).addresses;
      } catch (error) {
        await close();
        throw failedStep("the world as a whole", error);
      }
    },
    snapshot: async () => await (await running()).snapshot(),
    token: async (request) => await (await running()).tokens.issue(request),
    region: (name) => ({
      killTableEngine: () => void running().then(({ regions }) => find(regions, name).dynamodb.restartEngine()),
      killQueueEngine: () => void running().then(({ regions }) => find(regions, name).sqs.kill()),
      killFunction: async (functionName) => await find((await running()).regions, name).lambda.kill(functionName),
    }),
    close,
  };
}

function find<T extends { readonly region: string }>(regions: readonly T[], name: string): T {
  return must(
    regions.find(({ region }) => region === name),
    `${name} is not a region of this world`,
  );
}
