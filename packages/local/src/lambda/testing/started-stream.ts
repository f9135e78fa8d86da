/** For tests: a stream mapping whose retries come a hundred times faster, on a stream in memory and a function that is a closure. */
import { done, refused, region } from "@tandem/kernel";
import { onTestFinished } from "vitest";
import { silentLog } from "../../world/log.ts";
import { createPace } from "../../world/pace.ts";
import { functionError, type InvokeOutcome } from "../invocation.ts";
import { createStreamMapping, type StreamMappingOptions } from "../stream-mapping.ts";
import type { StreamMappingSettings } from "../stream-settings.ts";
import { createTestCheckpoint, createTestStream, keysOf } from "./test-stream.ts";

export function answered(answer: unknown): InvokeOutcome {
  return done({ payload: JSON.stringify(answer), requestId: "r1" });
}

export const FAILED = functionError({ requestId: "r1", errorType: "Error", errorMessage: "no" });
export const THROTTLED: InvokeOutcome = refused({ reason: "throttled", message: "Rate Exceeded." });

export interface StartOptions extends Partial<StreamMappingOptions> {
  readonly bounds?: Partial<StreamMappingSettings>;
  /** What the function answers to the keys it is given. */
  readonly answer?: (keys: readonly string[]) => InvokeOutcome;
}

export function startStreamMapping({ bounds, answer = () => answered(null), ...options }: StartOptions = {}) {
  const stream = createTestStream();
  const checkpoint = createTestCheckpoint();
  const batches: string[][] = [];
  const documents: [arn: string, document: Record<string, never>][] = [];
  const make = () => {
    const mapping = createStreamMapping({
      settings: { FunctionName: "on-table-change", StartingPosition: "TRIM_HORIZON", ...bounds },
      source: stream,
      functionArn: "arn:aws:lambda:us-east-1:111122223333:function:on-table-change",
      checkpoint,
      region: region("us-east-1"),
      pace: createPace(100),
      log: silentLog,
      async invoke(_name, event) {
        batches.push(keysOf(event));
        return answer(keysOf(event));
      },
      async sendToQueue(arn, body) {
        documents.push([arn, JSON.parse(body)]);
      },
      ...options,
    });
    onTestFinished(() => mapping.close());
    return mapping;
  };
  return { stream, checkpoint, batches, documents, mapping: make(), again: make };
}

export function append(stream: { append(pk: string, createdMs?: number): void }, ...keys: string[]): void {
  for (const key of keys) stream.append(key);
}
