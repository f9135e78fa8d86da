/**
 * What this world runs: the functions, the table, the queue and the bundling, exactly as the deployment states them, and the
 * variables that the functions are given here.
 */
import { join } from "node:path";
import {
  CLAIMS_TABLE,
  type EnvironmentName,
  FUNCTIONS,
  type FunctionManifest,
  type FunctionName,
  TABLE,
  WORK_QUEUE,
} from "@tandem/functions/manifest";
import type { Region } from "@tandem/kernel";
import type { StrongTable } from "../claims/strong-tables.ts";
import { makeEnvironmentProgram } from "../lambda/environment-bundle.ts";
import { createFunctionCode, type FunctionCode } from "../lambda/function-code.ts";
import type { FunctionSettings } from "../lambda/function-settings.ts";
import { bundleRequestOf, FUNCTION_NAMES, handlerOf } from "./bundle-functions.ts";
import type { Log } from "./log.ts";

export const TABLE_NAME = "tandem-local-1";
/** Where the whole world decides. */
export const CLAIMS: StrongTable = {
  name: "tandem-local-claims",
  key: CLAIMS_TABLE.nameKey,
  index: { name: CLAIMS_TABLE.ownerIndex, by: CLAIMS_TABLE.ownerKey },
};
/** No secret: whoever is on this machine may do all that it is good for. The same each time, so that what clients carry outlives a start. */
const REGION_KEYS = [{ id: "local", secret: "known to everybody on this one machine" }];

export { FUNCTION_NAMES, FUNCTIONS, type FunctionName, TABLE, WORK_QUEUE };

export type ProductCode = Readonly<Record<FunctionName, FunctionCode>>;

export interface BundleProduct {
  /** The project's root, from which the manifest names the handlers. */
  readonly root: string;
  readonly directory: string;
  readonly log: Log;
  readonly watch: boolean;
}

/** Bundles every function once for all regions. */
export async function bundleProduct({ root, directory, log, watch }: BundleProduct): Promise<ProductCode> {
  const environmentPath = await makeEnvironmentProgram(join(directory, "environment"));
  const bundle = async (name: FunctionName) => {
    const request = bundleRequestOf(name, { root, directory });
    return [name, await createFunctionCode({ name, request, environmentPath, log, watch })];
  };
  return Object.fromEntries(await Promise.all(FUNCTION_NAMES.map(bundle))) as ProductCode;
}

export async function closeProduct(code: ProductCode): Promise<void> {
  await Promise.all(Object.values(code).map((each) => each.close()));
}

/** What every function may be told; each gets what its manifest names, and what the SDK and the pace need. */
export interface Surroundings {
  readonly regions: readonly Region[];
  /** This region's own API. */
  readonly ownUrl: string;
  /** The API of each other region. */
  readonly peerUrls: Readonly<Record<string, string>>;
  /** The DynamoDB of each other region. */
  readonly peerTableUrls: Readonly<Record<string, string>>;
  readonly speed: number;
  readonly dynamodbUrl: string;
  readonly sqsUrl: string;
  readonly lambdaUrl: string;
  readonly queueUrl: string;
  readonly paymentsUrl: string;
  readonly globalHost: string;
  /** A JWKS document. */
  readonly authKeys: object;
}

export function functionSettings(code: ProductCode, surroundings: Surroundings): readonly FunctionSettings[] {
  const values: Readonly<Record<EnvironmentName, string>> = {
    TANDEM_API_FUNCTION: "api" satisfies FunctionName,
    TANDEM_AUTH_KEYS: JSON.stringify(surroundings.authKeys),
    TANDEM_CLAIMS_TABLE: CLAIMS.name,
    TANDEM_GLOBAL_HOST: surroundings.globalHost,
    TANDEM_OWN_URL: surroundings.ownUrl,
    TANDEM_PAYMENTS_URL: surroundings.paymentsUrl,
    TANDEM_PEERS: JSON.stringify(surroundings.peerUrls),
    TANDEM_PEER_TABLES: JSON.stringify(surroundings.peerTableUrls),
    TANDEM_QUEUE_URL: surroundings.queueUrl,
    TANDEM_REGION_KEYS: JSON.stringify(REGION_KEYS),
    TANDEM_REGIONS: surroundings.regions.join(","),
    TANDEM_SPEED: String(surroundings.speed),
    TANDEM_TABLE: TABLE_NAME,
  };
  return FUNCTION_NAMES.map((name) => {
    const { environment, timeoutSeconds, memoryMb, concurrency, trigger }: FunctionManifest = FUNCTIONS[name];
    return {
      name,
      code: code[name],
      exportName: handlerOf(name).exportName,
      timeoutMs: timeoutSeconds * 1_000,
      memoryMb,
      ...(concurrency === "shared" ? {} : { reservedConcurrency: concurrency.reserved }),
      ...(trigger.kind === "schedule" ? { eventInvokeConfig: trigger } : {}),
      variables: {
        ...Object.fromEntries(environment.map((variable) => [variable, values[variable]])),
        AWS_ENDPOINT_URL_DYNAMODB: surroundings.dynamodbUrl,
        AWS_ENDPOINT_URL_LAMBDA: surroundings.lambdaUrl,
        AWS_ENDPOINT_URL_SQS: surroundings.sqsUrl,
      },
    };
  });
}
