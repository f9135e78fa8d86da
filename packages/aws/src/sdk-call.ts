/**
 * One call of the SDK, watched try by try. The SDK tries again by itself and tells only how the last try ended, but a commit
 * must know whether any of them may have been done; and every answer, a refusal too, carries the service's time.
 */
import type { DeserializeMiddleware, MetadataBearer, MiddlewareStack } from "@smithy/types";
import { mayBeDone } from "./sdk-fault.ts";

export interface SdkCall<Input extends object, Output extends MetadataBearer> {
  readonly command: { readonly middlewareStack: MiddlewareStack<Input, Output> };
  readonly send: () => Promise<Output>;
  /** Hears the time in the `Date` header of each answer, in milliseconds since 1970. */
  readonly onAnswer?: ((timeMs: number) => void) | undefined;
}

export type SdkAnswer<Output> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly error: unknown; readonly mayBeDone: boolean };

export async function callSdk<Input extends object, Output extends MetadataBearer>(
  call: SdkCall<Input, Output>,
): Promise<SdkAnswer<Output>> {
  let anyMayBeDone = false;
  const watchTry: DeserializeMiddleware<Input, Output> = (next) => async (request) => {
    try {
      const answer = await next(request);
      tellTime(answer.response, call.onAnswer);
      return answer;
    } catch (error) {
      tellTime(Object(error).$response, call.onAnswer);
      anyMayBeDone ||= mayBeDone(error);
      throw error;
    }
  };
  // High priority puts it around the SDK's own parsing, and the deserialize step lies within the SDK's retries.
  call.command.middlewareStack.add(watchTry, {
    step: "deserialize",
    priority: "high",
    name: "watchTry",
    override: true,
  });
  try {
    return { ok: true, output: await call.send() };
  } catch (error) {
    return { ok: false, error, mayBeDone: anyMayBeDone };
  }
}

function tellTime(response: unknown, onAnswer: ((timeMs: number) => void) | undefined): void {
  const date: unknown = Object(Object(response).headers)["date"];
  const timeMs = typeof date === "string" ? Date.parse(date) : Number.NaN;
  if (!Number.isNaN(timeMs)) onAnswer?.(timeMs);
}
