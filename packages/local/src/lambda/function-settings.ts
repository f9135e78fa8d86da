/** What one function is: its code, its bounds and its variables, as the deployment states them. */
import { assert, type Region } from "@tandem/kernel";
import type { EventInvokeConfig } from "./async-invocations.ts";
import type { FunctionCode } from "./function-code.ts";

export interface FunctionSettings {
  readonly name: string;
  readonly code: FunctionCode;
  /** The export of the bundle that is called. */
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** At most this many at once; more are throttled. Without it the region's unreserved concurrency is shared. */
  readonly reservedConcurrency?: number;
  /** How events are treated that nobody waits for. */
  readonly eventInvokeConfig?: EventInvokeConfig;
  readonly variables: Readonly<Record<string, string>>;
}

/** Lambda's own bounds: 15 minutes, and 128 MB to 10 GB. */
const TIMEOUT_MS_MAX = 15 * 60_000;
const MEMORY_MB_MIN = 128;
const MEMORY_MB_MAX = 10_240;

export function checkFunctionSettings({ name, timeoutMs, memoryMb, reservedConcurrency }: FunctionSettings): void {
  assert(
    timeoutMs > 0 && timeoutMs <= TIMEOUT_MS_MAX,
    `the timeout of ${name} is above 0 and at most 15 minutes, not ${timeoutMs} ms`,
  );
  const memoryIsAllowed = memoryMb >= MEMORY_MB_MIN && memoryMb <= MEMORY_MB_MAX;
  assert(memoryIsAllowed, `the memory of ${name} is ${MEMORY_MB_MIN} to ${MEMORY_MB_MAX} MB, not ${memoryMb}`);
  assert(
    reservedConcurrency === undefined || (Number.isInteger(reservedConcurrency) && reservedConcurrency >= 0),
    `the reserved concurrency of ${name} is a whole number from 0, not ${reservedConcurrency}`,
  );
}

export function functionArn(name: string, region: Region, accountId: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}

/** What Lambda adds to every function's environment. The credentials are made up: the local engines accept any. */
export function environmentVariables(settings: FunctionSettings, region: Region): Readonly<Record<string, string>> {
  const { name, memoryMb, exportName, variables } = settings;
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    _HANDLER: `bundle.${exportName}`,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    ...variables,
  };
}
