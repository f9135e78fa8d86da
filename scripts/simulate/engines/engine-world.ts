/**
 * A local world for a rehearsal: real engines, the functions as they are bundled for Lambda, ports and state of its own. Its clocks run faster than
 * ours, so that what waits a quarter of an hour is over in some seconds.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Region } from "@tandem/kernel";
import { createWorld, type World } from "@tandem/local";
import { measureOutbox } from "../../world/measure-outbox.ts";
import { type Control, createControl } from "./control.ts";
import { freePortBase } from "./free-port-base.ts";
import { openReplicaTable, type ReplicaTable } from "./replica-table.ts";

export interface EngineWorld {
  readonly speed: number;
  readonly regions: readonly Region[];
  readonly control: Control;
  /** In the order of the regions. */
  readonly tables: readonly ReplicaTable[];
  readonly paymentsUrl: string;
  /** Where a region's API answers. */
  apiUrl(region: Region): string;
  /** Where its functions are invoked. */
  lambdaUrl(region: Region): string;
  snapshot: World["snapshot"];
  /** Aborted once it closes: nobody waits for it any longer. */
  readonly closing: AbortSignal;
  close(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export async function startEngineWorld(options: {
  readonly regions: readonly Region[];
  readonly speed: number;
}): Promise<EngineWorld> {
  const { regions, speed } = options;
  const folder = mkdtempSync(join(tmpdir(), "tandem-rehearsal-"));
  const world = createWorld({
    root: ROOT,
    stateDirectory: join(folder, "state"),
    portBase: await freePortBase(regions.length),
    speed,
    regions,
    bundleDirectory: join(ROOT, "node_modules", ".cache", "bundles"),
    measureOutbox,
  });
  const closing = new AbortController();
  const close = async () => {
    closing.abort();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const addresses = await world.start();
    const doors = new Map(addresses.regions.map((door) => [door.region, door]));
    return {
      speed,
      regions,
      control: createControl(addresses.control),
      tables: await Promise.all(
        addresses.regions.map(({ region, dynamodb }) => openReplicaTable({ region, url: dynamodb })),
      ),
      paymentsUrl: addresses.payments,
      apiUrl: (region) => doors.get(region)?.api ?? "",
      lambdaUrl: (region) => doors.get(region)?.lambda ?? "",
      snapshot: world.snapshot,
      closing: closing.signal,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
