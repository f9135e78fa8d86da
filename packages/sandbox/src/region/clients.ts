/**
 * Customers' programs, each an environment of its own outside of all regions: they ask a region, or whichever the shared name leads to,
 * wait for a while, and give up. One that died asks no more, and whoever waited for it is told so.
 */
import { Fault, type Region, SECOND_MS } from "@tandem/kernel";
import { createEnvironment, type Environment } from "../machine/environment.ts";
import type { Faults } from "../machine/faults.ts";
import type { Machine } from "../machine/machine.ts";
import { OUTSIDE } from "./network.ts";
import type { HttpAnswer, RegionApi } from "./region-api.ts";
import type { SharedName } from "./shared-name.ts";

export interface ClientOptions {
  /** Which customer asks: `client 3`. */
  readonly client: string;
  /** The region that is nearest; the shared name leads there while it answers. The first of the world, if it is left out. */
  readonly near?: Region;
  readonly timeoutMs?: number;
  /** What the request and whatever serves it take their luck from; its method and path, if it is left out. */
  readonly errand?: string;
}

export type ClientAnswer =
  | ({ readonly kind: "answer"; readonly region: Region } & HttpAnswer)
  | {
      readonly kind: "no-answer";
      readonly region: Region;
      readonly why: string;
      /** False only if it is known that nothing was done. */
      readonly mayBeDone: boolean;
    };

export interface Clients {
  request(to: Region | "dns", request: Request, options: ClientOptions): Promise<ClientAnswer>;
}

/** Longer than the API's own bound, so that its refusals are heard. */
export const CLIENT_TIMEOUT_MS = 15 * SECOND_MS;

export interface ClientsOptions {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly names: SharedName;
  readonly apiOf: (region: Region) => RegionApi;
}

export function createClients({ machine, faults, names, apiOf }: ClientsOptions): Clients {
  const standing = new Map<string, Environment>();
  const serials = new Map<string, number>();

  function environmentOf(client: string): Environment {
    const known = standing.get(client);
    if (known?.isAlive === true) return known;
    const serial = (serials.get(client) ?? 0) + 1;
    serials.set(client, serial);
    const name = serial === 1 ? client : `${client} #${serial}`;
    const environment = createEnvironment({ machine, faults, name, region: OUTSIDE, role: "client" });
    standing.set(client, environment);
    return environment;
  }

  return {
    async request(to, request, { client, near, timeoutMs = CLIENT_TIMEOUT_MS, errand: name }) {
      const region = to === "dns" ? names.regionFor(client, near) : to;
      const environment = environmentOf(client);
      const died = Promise.withResolvers<ClientAnswer>();
      const stopListening = environment.whenKilled((why) => {
        machine.wake();
        died.resolve({ kind: "no-answer", region, why: `the client died ${why}`, mayBeDone: true });
      });
      const what = `${request.method} ${new URL(request.url).pathname}`;
      const errand = machine.errand(name ?? `${client}: ${what}, ${region}`);
      const heard = environment
        .call({ to: `api ${region}`, what, timeoutMs, errand, serve: () => apiOf(region).serve(request, errand) })
        .then((answer): ClientAnswer => ({ kind: "answer", region, ...answer }), noAnswer(region));
      const answer = await Promise.race([died.promise, heard]);
      stopListening();
      return answer;
    },
  };
}

function noAnswer(region: Region): (error: unknown) => ClientAnswer {
  return (error) => {
    if (!(error instanceof Fault)) throw error;
    return { kind: "no-answer", region, why: error.code, mayBeDone: error.mayBeDone };
  };
}
