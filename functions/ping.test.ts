import { expect, onTestFinished, test, vi } from "vitest";
import { completeEnvironment } from "./testing/complete-environment.ts";

test("the API answers a ping at once, and reads nothing for it", async () => {
  for (const [name, value] of Object.entries(completeEnvironment("api"))) vi.stubEnv(name, value);
  // Whoever asked DynamoDB would be refused here, and the ping with it.
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { handler } = await import("./api.ts");

  await expect(handler({ tandem: "ping" })).resolves.toEqual({ tandem: "pong" });
});
