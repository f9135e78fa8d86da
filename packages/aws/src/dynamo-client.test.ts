import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, it, vi } from "vitest";
import { ATTEMPTS } from "./connection.ts";
import { createDynamoClient } from "./dynamo-client.ts";
import { always, openScriptedEndpoint, serviceError } from "./scripted-endpoint.ts";

const GET = { TableName: "t", Key: { pk: { S: "a" }, sk: { S: "b" } } };

it("finds its endpoint in the SDK's own environment, keeps the connection, and tries a bounded number of times", async () => {
  const endpoint = await openScriptedEndpoint();
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", endpoint.url);
  const client = createDynamoClient({ region: "us-east-1" });
  endpoint.script(always({ status: 200, body: {} }));

  for (let count = 0; count < 5; count += 1) await client.send(new GetItemCommand(GET));
  expect(endpoint.connectionCount()).toBe(1);

  endpoint.script(always(serviceError("InternalServerError", {}, 500)));
  await expect(client.send(new GetItemCommand(GET))).rejects.toThrow();
  expect(endpoint.requests).toHaveLength(5 + ATTEMPTS);

  vi.unstubAllEnvs();
  client.destroy();
  await endpoint.close();
});
