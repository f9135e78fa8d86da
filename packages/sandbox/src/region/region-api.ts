/**
 * What answers at a region's own address: the API function behind API Gateway, which has words of its own for a function that failed and
 * for one that has no room.
 */
import { Fault, type Region } from "@tandem/kernel";
import type { Errand } from "../machine/luck.ts";
import type { FunctionPool, Invoked } from "./function-pool.ts";
import { type Network, OUTSIDE, type Place } from "./network.ts";
import type { ApiProgram } from "./region-program.ts";

/** A whole answer, as a client has it once the last byte is there. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RegionApi {
  readonly region: Region;
  /** Never settles if the answer finds no way back. Whoever asks is outside of all regions, if he does not say where he is. */
  serve(request: Request, errand: Errand, from?: Place): Promise<HttpAnswer>;
}

export interface RegionApiOptions {
  readonly region: Region;
  readonly network: Network;
  readonly pool: FunctionPool<ApiProgram>;
}

export function createRegionApi({ region, network, pool }: RegionApiOptions): RegionApi {
  return {
    region,
    serve(request, errand, from = OUTSIDE) {
      const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
      if (!network.isReachable({ from, to: region })) {
        reject(unreachable(region));
        return promise;
      }
      pool.invoke(
        errand,
        async (program) => wholeAnswer(await program.fetch(request)),
        (outcome) => {
          if (network.isReachable({ from: region, to: from })) resolve(answerOf(outcome));
        },
      );
      return promise;
    },
  };
}

async function wholeAnswer(response: Response): Promise<HttpAnswer> {
  const body = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

function answerOf(outcome: Invoked<HttpAnswer>): HttpAnswer {
  switch (outcome.kind) {
    case "done":
      return outcome.value;
    case "failed":
      return gatewayAnswer(500, "Internal Server Error");
    case "throttled":
      return gatewayAnswer(503, "Service Unavailable");
  }
}

function gatewayAnswer(status: number, message: string): HttpAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ message }) };
}

function unreachable(region: Region): Fault {
  const message = `${region} does not answer (simulated)`;
  return new Fault({ code: "unavailable", message, retryable: true, mayBeDone: false });
}
