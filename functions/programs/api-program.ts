/** The shop's API as a value: the app of one process, whatever carries its requests. */
import { type AppOptions, createApp, type TokenVerifier } from "@tandem/http";
import { createShop } from "@tandem/shop";
import type { RegionPorts } from "./region-ports.ts";

export interface ApiPorts extends RegionPorts {
  readonly tokens: TokenVerifier;
  readonly globalHost: AppOptions["globalHost"];
  readonly requestIdOf?: NonNullable<AppOptions["requestIdOf"]>;
}

export function createApiProgram(ports: ApiPorts): ReturnType<typeof createApp> {
  const { regions, table, stamps, clock, random, hazard } = ports;
  const context = { regions, table, stamps, clock, random, ...(hazard === undefined ? {} : { hazard }) };
  return createApp({ ...ports, shop: createShop(context), region: table.region });
}
