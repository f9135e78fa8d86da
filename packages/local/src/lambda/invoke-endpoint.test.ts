import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { done, refused, region } from "@tandem/kernel";
import { expect, onTestFinished, test } from "vitest";
import { functionError, type InvokeOutcome } from "./invocation.ts";
import { createInvokeEndpoint } from "./invoke-endpoint.ts";

async function start(answer: (event: unknown) => InvokeOutcome) {
  const endpoint = await createInvokeEndpoint({
    region: region("us-east-1"),
    isFunction: (name) => name === "api",
    invoke: async (_, event) => answer(event),
  });
  const client = new LambdaClient({
    region: "us-east-1",
    endpoint: endpoint.url,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await endpoint.close();
  });
  const invoke = async (FunctionName: string, event: unknown, more: object = {}) =>
    await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more }));
  return { endpoint, invoke };
}

test("a function is called with its event, by name or by ARN, and its answer comes back", async () => {
  const { invoke } = await start((event) => done({ payload: JSON.stringify({ was: event }), requestId: "r" }));

  const byName = await invoke("api", { a: 1 });
  const byArn = await invoke("arn:aws:lambda:us-east-1:111122223333:function:api", "text");

  expect([byName.StatusCode, byName.FunctionError, byName.Payload?.transformToString()]).toEqual([
    200,
    undefined,
    '{"was":{"a":1}}',
  ]);
  expect(byArn.Payload?.transformToString()).toBe('{"was":"text"}');
});

test("a function error is an answer that says so", async () => {
  const failure = { requestId: "r", errorType: "Runtime.ExitError", errorMessage: "signal: killed" };
  const { invoke } = await start(() => functionError(failure));

  const { StatusCode, FunctionError, Payload } = await invoke("api", {});

  expect([StatusCode, FunctionError]).toEqual([200, "Unhandled"]);
  expect(JSON.parse(Payload?.transformToString() ?? "")).toMatchObject({ errorType: "Runtime.ExitError" });
});

test("a throttle is the exception that the SDK knows", async () => {
  const { invoke } = await start(() => refused({ reason: "throttled", message: "Rate Exceeded." }));

  await expect(invoke("api", {})).rejects.toMatchObject({ name: "TooManyRequestsException" });
});

test("a function that does not exist is refused, and so is what is not modelled", async () => {
  const { invoke } = await start(() => done({ payload: "{}", requestId: "r" }));

  await expect(invoke("other", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(invoke("api", {}, { InvocationType: "Event" })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
});

test("a lost answer and a region that is down break the connection", async () => {
  const { endpoint, invoke } = await start(() => refused({ reason: "lost", requestId: "r" }));

  await expect(invoke("api", {})).rejects.toMatchObject({ code: "ECONNRESET" });

  endpoint.setDown(true);
  await expect(invoke("api", {})).rejects.toMatchObject({ code: "ECONNRESET" });
});
