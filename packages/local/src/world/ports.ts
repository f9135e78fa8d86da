/**
 * Where everything of a world listens, all on 127.0.0.1: one block of ports above a base, so that two worlds are two bases. Ports
 * are looked at before anything starts, because a port that is taken is the likeliest trouble of a newcomer.
 */
import { once } from "node:events";
import { createServer } from "node:net";
import type { Region } from "@tandem/kernel";
import { WorldRefusal } from "./refusal.ts";

export const PORT_BASE_DEFAULT = 4_000;
/** Ports below need privileges. */
export const PORT_BASE_MIN = 1_024;
const PAYMENTS_OFFSET = 600;
/** The block ends with the payment provider. */
export const PORT_BASE_MAX = 65_535 - PAYMENTS_OFFSET;

export interface RegionPorts {
  readonly api: number;
  readonly dynamodb: number;
  readonly sqs: number;
}

export interface WorldPorts {
  readonly global: number;
  readonly control: number;
  readonly payments: number;
  region(region: Region): RegionPorts;
  readonly all: readonly { readonly port: number; readonly what: string }[];
}

export function worldPorts(base: number, regions: readonly Region[]): WorldPorts {
  const region = (name: Region): RegionPorts => {
    const place = regions.indexOf(name) + 1;
    return { api: base + place, dynamodb: base + 100 + place, sqs: base + 200 + place };
  };
  const ports = { global: base, control: base + 500, payments: base + PAYMENTS_OFFSET, region };
  const regional = regions.flatMap((name) => [
    { port: region(name).api, what: `the API of ${name}` },
    { port: region(name).dynamodb, what: `DynamoDB of ${name}` },
    { port: region(name).sqs, what: `SQS of ${name}` },
  ]);
  const shared = [
    { port: ports.global, what: "the global endpoint" },
    { port: ports.control, what: "the control API" },
    { port: ports.payments, what: "the payment provider" },
  ];
  return { ...ports, all: [...shared, ...regional] };
}

/** Refuses with the first port that somebody else listens on. */
export async function checkPorts(ports: WorldPorts): Promise<void> {
  for (const { port, what } of ports.all) {
    const trouble = await tryPort(port);
    if (trouble === undefined) continue;
    throw new WorldRefusal(
      `Port ${port}, for ${what}, ${trouble}: perhaps another world, or another program (\`lsof -i :${port}\` tells).\n` +
        `Stop that one, or choose another block of ports with --port-base N, e.g. --port-base ${suggestion(ports.global)}.`,
    );
  }
}

function suggestion(base: number): number {
  return base + 1_000 <= PORT_BASE_MAX ? base + 1_000 : PORT_BASE_DEFAULT;
}

async function tryPort(port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ port, host: "127.0.0.1", exclusive: true });
    await once(server, "listening");
    const closed = once(server, "close");
    server.close();
    await closed;
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "EADDRINUSE" ? "is taken" : `cannot be used (${message})`;
  }
}
