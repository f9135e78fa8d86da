/** The second argument of every handler, as Lambda's Node runtime makes it for one invocation. */
import type { EnvironmentEvent, EnvironmentStart } from "./environment-message.ts";

export function createContext(start: EnvironmentStart, event: EnvironmentEvent) {
  const deadlineMs = performance.now() + event.timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: "$LATEST",
    functionName: start.functionName,
    memoryLimitInMB: String(start.memoryMb),
    logGroupName: `/aws/lambda/${start.functionName}`,
    logStreamName: start.logStreamName,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: start.functionArn,
    awsRequestId: event.requestId,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadlineMs - performance.now())),
  };
}
