/**
 * One function in one region: takes an event, finds it an environment, holds it to its bounds, and says how it ended. Whatever
 * the handler does (throws late, never answers, loops, exits, eats its memory), the environment is lost and nothing else.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { done, fraction, type Random, type Region, refused } from "@tandem/kernel";
import type { Log } from "../world/log.ts";
import type { Pace } from "../world/pace.ts";
import { type Environment, type EnvironmentAnswer, startEnvironment } from "./environment.ts";
import type { EnvironmentEvent } from "./environment-message.ts";
import { createEnvironmentPool, type EnvironmentPool } from "./environment-pool.ts";
import { environmentVariables, type FunctionSettings, functionArn } from "./function-settings.ts";
import { environmentEnded, functionError, type InvokeOutcome, PAYLOAD_BYTES_MAX, timedOut } from "./invocation.ts";
import type { LambdaFaultState } from "./lambda-faults.ts";
import type { StartGate } from "./start-gate.ts";

/** Lambda ends environments that lay unused for some minutes; five keeps a demonstration warm and a laptop's memory free. */
const IDLE_MS = 5 * 60_000;
/** Who waits for an API has given up by then; what is retried is better off when it hears that nothing was done. */
const WAIT_MS_MAX = 30_000;
/** Lambda allows an environment ten seconds to import its bundle. */
const INIT_MS_MAX = 10_000;
/** A crash falls somewhere in this time until the function's own has been seen. */
const TYPICAL_MS_AT_FIRST = 20;

export interface FunctionRuntime {
  readonly settings: FunctionSettings;
  readonly pool: EnvironmentPool;
  invoke(event: unknown): Promise<InvokeOutcome>;
  close(): Promise<void>;
}

export interface FunctionRuntimeOptions {
  readonly settings: FunctionSettings;
  readonly region: Region;
  readonly accountId: string;
  readonly pace: Pace;
  readonly log: Log;
  readonly random: Random;
  readonly faults: LambdaFaultState;
  readonly gate: StartGate;
  readonly environmentCountMax: number;
}

export function createFunctionRuntime(options: FunctionRuntimeOptions): FunctionRuntime {
  const { settings, region, accountId, log, random, faults } = options;
  const { name, timeoutMs, code } = settings;
  const source = `lambda/${name}`;
  let typicalMs = TYPICAL_MS_AT_FIRST;
  let isClosing = false;

  const pool = createEnvironmentPool({
    gate: options.gate,
    countMax: options.environmentCountMax,
    waitMsMax: WAIT_MS_MAX,
    idleMs: options.pace.wait(IDLE_MS),
    start: () =>
      boundedInit(
        startEnvironment({
          bundlePath: code.current().path,
          environmentPath: code.current().environmentPath,
          exportName: settings.exportName,
          functionName: name,
          functionArn: functionArn(name, region, accountId),
          memoryMb: settings.memoryMb,
          variables: environmentVariables(settings, region),
          onPrinted: (line, requestId) => log({ region, source, level: "detail", text: `${requestId ?? "-"} ${line}` }),
        }),
      ),
  });
  const stopListening = code.onChange(() => void pool.retire());

  async function run(environment: Environment, event: EnvironmentEvent): Promise<InvokeOutcome> {
    const startedMs = performance.now();
    const crash = fraction(random) < (faults.crashRates.get(name) ?? 0) ? fraction(random) * typicalMs : undefined;
    const answer = await boundedRun(environment, event, crash);
    typicalMs = 0.8 * typicalMs + 0.2 * (performance.now() - startedMs);
    if (answer.kind === "returned") return returned(event.requestId, answer.payload);
    if (answer.kind === "threw") return functionError({ requestId: event.requestId, ...answer.error });
    if (answer.kind === "timed-out") return timedOut(event.requestId, timeoutMs);
    return environmentEnded(event.requestId, answer.how);
  }

  function report(outcome: InvokeOutcome): InvokeOutcome {
    if (outcome.ok || outcome.refusal.reason !== "function-error") return outcome;
    const { requestId, payload } = outcome.refusal;
    // What ends with the world has nothing wrong with it: a tick is often on its way when somebody presses Ctrl-C.
    log({ region, source, level: isClosing ? "detail" : "problem", text: `${requestId} ${payload}` });
    return outcome;
  }

  return {
    settings,
    pool,
    async invoke(event) {
      const text = JSON.stringify(event) ?? "null";
      if (Buffer.byteLength(text) > PAYLOAD_BYTES_MAX) {
        return refused({
          reason: "too-large",
          message: `Request must be smaller than ${PAYLOAD_BYTES_MAX} bytes for the InvokeFunction operation`,
        });
      }
      const requestId = randomUUID();
      const found = await pool.acquire();
      if (found === "none-free") return refused({ reason: "throttled", message: "Rate Exceeded." });
      if ("errorType" in found) return report(functionError({ requestId, ...found }));
      const { clockSkewMs } = faults;
      const outcome = await run(found.environment, {
        requestId,
        event: text,
        timeoutMs,
        traceId: newTraceId(),
        clockSkewMs,
      });
      pool.release(found.environment);
      if (fraction(random) < faults.lostRate) return refused({ reason: "lost", requestId });
      return report(outcome);
    },
    async close() {
      isClosing = true;
      stopListening();
      await pool.close();
    },
  };
}

type BoundedAnswer = EnvironmentAnswer | { readonly kind: "timed-out" };

/** The answer, unless the time is up first or the environment is ended `crashAfterMs` into it. */
async function boundedRun(
  environment: Environment,
  event: EnvironmentEvent,
  crashAfterMs?: number,
): Promise<BoundedAnswer> {
  const timeIsUp = Promise.withResolvers<BoundedAnswer>();
  const timer = setTimeout(() => timeIsUp.resolve({ kind: "timed-out" }), event.timeoutMs);
  const crash = crashAfterMs === undefined ? undefined : setTimeout(() => void environment.kill(), crashAfterMs);
  const answer = await Promise.race([environment.run(event), timeIsUp.promise]);
  clearTimeout(timer);
  clearTimeout(crash);
  const crashed = crashAfterMs !== undefined && answer.kind !== "timed-out";
  if (crashed || answer.kind === "timed-out") await environment.kill();
  // A crash that fell after the work still loses the answer: that is the moment which hurts most.
  return crashed ? { kind: "ended", how: "signal: killed" } : answer;
}

function boundedInit(environment: Environment): Environment {
  const timer = setTimeout(() => void environment.kill(), INIT_MS_MAX);
  void environment.initialised.then(() => clearTimeout(timer));
  return environment;
}

function returned(requestId: string, payload: string): InvokeOutcome {
  if (Buffer.byteLength(payload) <= PAYLOAD_BYTES_MAX) return done({ payload, requestId });
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${PAYLOAD_BYTES_MAX} bytes).`;
  return functionError({ requestId, errorType: "Function.ResponseSizeTooLarge", errorMessage });
}

/** X-Ray's form: the version, the second it began, and 96 random bits. */
function newTraceId(): string {
  const second = Math.floor(Date.now() / 1_000).toString(16);
  return `Root=1-${second}-${randomBytes(12).toString("hex")};Sampled=0`;
}
