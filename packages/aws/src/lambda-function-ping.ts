/**
 * Asks whether a function takes an invocation, by calling it with an event that it answers without doing anything. A throttle is a fault
 * of its own code, so that whoever asked can tell a function that is busy from one that is gone.
 */
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { callSdk } from "./sdk-call.ts";
import { faultOf, faultWith } from "./sdk-fault.ts";

/** What the function is sent; an event of API Gateway never looks like it. */
export const PING = { tandem: "ping" } as const;

/** Ends well if the function answered. */
export type FunctionPing = (signal: AbortSignal) => Promise<void>;

export interface FunctionPingOptions {
  /** Made with short time-outs and without retries: a second try would only be later. */
  readonly client: LambdaClient;
  readonly functionName: string;
}

export function createFunctionPing({ client, functionName }: FunctionPingOptions): FunctionPing {
  const doing = `call the function ${functionName}`;
  return async (abortSignal) => {
    const command = new InvokeCommand({
      FunctionName: functionName,
      InvocationType: "RequestResponse",
      Payload: JSON.stringify(PING),
    });
    const answer = await callSdk({ command, send: () => client.send(command, { abortSignal }) });
    if (!answer.ok) throw faultOf({ error: answer.error, doing, mayBeDone: false });
    const { FunctionError, Payload } = answer.output;
    if (FunctionError === undefined) return;
    const why = `${FunctionError}: ${Payload?.transformToString().slice(0, 200) ?? ""}`;
    throw faultWith("unavailable", { error: undefined, doing, mayBeDone: false }, why);
  };
}
