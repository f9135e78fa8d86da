/**
 * Lambda in one region: the functions by name, the concurrency they share, and the two ways to call them: waiting for the
 * answer, or leaving the event to be retried. A world has one host per region; hosts share nothing but the bundles.
 */
import { assert, must, type Random, type Region, refused } from "@tandem/kernel";
import type { Log } from "../world/log.ts";
import type { Pace } from "../world/pace.ts";
import { type AsyncInvocations, createAsyncInvocations } from "./async-invocations.ts";
import { createFunctionRuntime, type FunctionRuntime } from "./function-runtime.ts";
import { checkFunctionSettings, type FunctionSettings, functionArn } from "./function-settings.ts";
import type { InvokeOutcome } from "./invocation.ts";
import { createFaultState, createLambdaFaults, type LambdaFaults } from "./lambda-faults.ts";
import { machineRandom } from "./machine-random.ts";
import { createStartGate, type MachineBounds, machineBounds } from "./start-gate.ts";

/** AWS gives an account 1,000 in a region. Here most of them would be waiting, and a caller should hear of it before it gives up. */
const CONCURRENCY_MAX = 100;

export interface LambdaHost {
  readonly region: Region;
  functionArn(name: string): string;
  /** Calls a function and waits for its answer. */
  invoke(functionName: string, event: unknown): Promise<InvokeOutcome>;
  /** Leaves an event for a function, which is retried twice as Lambda does it; nobody waits for the answer. */
  invokeLater(functionName: string, event: unknown): void;
  /** Ends one environment of a function at once, in the middle of its event if it has one. */
  kill(functionName: string): Promise<boolean>;
  environmentCounts(functionName: string): { readonly free: number; readonly busy: number; readonly starting: number };
  readonly faults: LambdaFaults;
  close(): Promise<void>;
}

export interface LambdaHostOptions {
  readonly region: Region;
  readonly accountId: string;
  readonly pace: Pace;
  readonly log: Log;
  readonly functions: readonly FunctionSettings[];
  readonly random?: Random;
  /** For tests: what the machine carries, in place of what its cores say. */
  readonly bounds?: MachineBounds;
}

export function createLambdaHost(options: LambdaHostOptions): LambdaHost {
  const { region, accountId, pace, log, functions, random = machineRandom } = options;
  const { coldCountMax, environmentCountMax } = options.bounds ?? machineBounds();
  const gate = createStartGate(coldCountMax);
  const faults = createFaultState();
  const runtimes = new Map<string, FunctionRuntime>();
  const running = new Map<string, number>();
  for (const settings of functions) {
    checkFunctionSettings(settings);
    assert(!runtimes.has(settings.name), `two functions are called ${settings.name}`);
    const shared = { region, accountId, pace, log, random, faults, gate, environmentCountMax };
    runtimes.set(settings.name, createFunctionRuntime({ settings, ...shared }));
  }
  const reservedCount = functions.reduce((sum, { reservedConcurrency }) => sum + (reservedConcurrency ?? 0), 0);
  const unreservedMax = Math.max(CONCURRENCY_MAX - reservedCount, 1);

  function runtime(name: string): FunctionRuntime {
    return must(runtimes.get(name), `no function is called ${name}; there are ${[...runtimes.keys()].join(", ")}`);
  }

  function isThrottled({ name, reservedConcurrency }: FunctionSettings): boolean {
    if (reservedConcurrency !== undefined) return (running.get(name) ?? 0) >= reservedConcurrency;
    let unreserved = 0;
    for (const [other, count] of running) {
      if (runtime(other).settings.reservedConcurrency === undefined) unreserved += count;
    }
    return unreserved >= unreservedMax;
  }

  async function invoke(name: string, event: unknown): Promise<InvokeOutcome> {
    const called = runtime(name);
    if (isThrottled(called.settings)) return refused({ reason: "throttled", message: "Rate Exceeded." });
    running.set(name, (running.get(name) ?? 0) + 1);
    try {
      return await called.invoke(event);
    } finally {
      running.set(name, (running.get(name) ?? 1) - 1);
    }
  }

  const later: AsyncInvocations = createAsyncInvocations({
    region,
    pace,
    log,
    invoke,
    configOf: (name) => runtime(name).settings.eventInvokeConfig ?? {},
  });
  return {
    region,
    functionArn: (name) => functionArn(runtime(name).settings.name, region, accountId),
    invoke,
    invokeLater: later.add,
    kill: (name) => runtime(name).pool.killOne(),
    environmentCounts: (name) => runtime(name).pool.counts(),
    faults: createLambdaFaults(faults, (name) => runtimes.has(name), {
      cool() {
        for (const { pool } of runtimes.values()) void pool.retire();
      },
      crashAll() {
        for (const { pool } of runtimes.values()) void pool.killAll();
      },
    }),
    async close() {
      later.close();
      await Promise.all([...runtimes.values()].map((each) => each.close()));
    },
  };
}
