import { Fault } from "@tandem/kernel";
import { Hono } from "hono";
import { expect, it } from "vitest";
import { answerErrors } from "./answer-errors.ts";
import type { AppEnv, LogLine } from "./app-env.ts";
import { problemOf } from "./testing/app-on-memory.ts";

function appThatThrows(error: Error, logged: LogLine[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(answerErrors((line) => logged.push(line)));
  app.all("/", () => {
    throw error;
  });
  return app;
}

it("a fault of the world is 503 with a time to try again, and says whether it may have been done", async () => {
  const lost = new Fault({ code: "timeout", message: "table shop-1 did not answer", retryable: true, mayBeDone: true });

  const response = await appThatThrows(lost, []).request("/", { method: "POST" });
  const problem = await problemOf(response);

  expect(response.status).toBe(503);
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(problem.type).toBe("urn:tandem:problem:unavailable");
  expect(problem.detail).toContain("may have been done");
  expect(JSON.stringify(problem)).not.toContain("shop-1");
});

it("a bug is 500 without a word of the inside, and is logged with its stack", async () => {
  const logged: LogLine[] = [];

  const response = await appThatThrows(new TypeError("secret of the house"), logged).request("/");

  expect(response.status).toBe(500);
  expect(JSON.stringify(await problemOf(response))).not.toContain("secret");
  expect(logged[0]).toMatchObject({ level: "error", message: "secret of the house" });
  expect(String(logged[0]?.["stack"])).toContain("answer-errors.test");
});

it("a read that failed is not advised to send a key", async () => {
  const down = new Fault({ code: "unavailable", message: "the table is away", retryable: true, mayBeDone: false });

  const { detail } = await problemOf(await appThatThrows(down, []).request("/"));

  expect(detail).toContain("Try again");
  expect(detail).not.toContain("Idempotency-Key");
});
