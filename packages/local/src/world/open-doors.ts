/**
 * The doors that belong to the whole world: the endpoint that all regions share, and the control API with the board of faults
 * behind it. They open last, so that whoever gets in finds a world that works.
 */
import { isoTime, must } from "@tandem/kernel";
import { createControlServer } from "../control/control-server.ts";
import { createFaultBoard } from "../control/fault-board.ts";
import { createFaultReader } from "../control/fault-kinds.ts";
import type { TokenIssuer } from "../control/token-issuer.ts";
import { createGlobalEndpoint } from "../router/global-endpoint.ts";
import { nearestFirst, type Place } from "../router/places.ts";
import { createFaultApplier } from "./apply-faults.ts";
import type { Boot } from "./boot.ts";
import type { Engines } from "./engines.ts";
import type { EventLog } from "./event-log.ts";
import { FUNCTION_NAMES } from "./product.ts";
import type { RunningRegion } from "./running-region.ts";
import type { RunningWorld } from "./running-world.ts";
import { takeSnapshot } from "./take-snapshot.ts";
import type { WorldContext } from "./world-context.ts";

export interface DoorParts {
  readonly engines: Engines;
  readonly services: readonly RunningRegion[];
  readonly tokens: TokenIssuer;
  readonly events: EventLog;
}

export async function openDoors(boot: Boot, context: WorldContext, parts: DoorParts): Promise<RunningWorld> {
  const { regions, ports, clock, random, pace, measureOutbox } = context;
  const { engines, services, tokens, events } = parts;
  const route = (place: Place) => {
    const region = must(nearestFirst(place, regions)[0], "a world has at least one region");
    return {
      region,
      url: must(
        services.find((each) => each.region === region),
        "each region runs",
      ).url,
    };
  };
  const global = await boot.step(
    "the global endpoint",
    () => createGlobalEndpoint({ port: ports.global, route }),
    (server) => server.close(),
  );
  const faults = createFaultBoard({
    regions,
    clock,
    random,
    onChange: createFaultApplier({ engines, services }),
    onEvent: (event) => events.add(event),
  });
  const startedAt = isoTime(clock.nowMs());
  const snapshot = () =>
    takeSnapshot({
      speed: pace.speed,
      startedAt,
      clock,
      regions: services,
      dynamodb: engines.dynamodb,
      faults,
      events,
      measureOutbox,
    });
  const readFault = createFaultReader({ regions, functions: FUNCTION_NAMES });
  const control = await boot.step(
    "the control API",
    () => createControlServer({ port: ports.control, snapshot, events, faults, readFault, tokens }),
    async (server) => {
      faults.close();
      await server.close();
    },
  );
  const addresses = {
    global: global.url,
    control: control.url,
    payments: engines.payments.url,
    regions: services.map(({ region, url, dynamodb, sqs, lambdaUrl }) => ({
      region,
      api: url,
      dynamodb: dynamodb.url,
      sqs: sqs.url,
      lambda: lambdaUrl,
    })),
  };
  return { addresses, regions: services, tokens, snapshot };
}
