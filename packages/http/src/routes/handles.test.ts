import { beforeEach, expect, it } from "vitest";
import { createTestApp, problemOf, type TestApp } from "../testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});

async function ask(method: "GET" | "PUT", path: string, sub = "ada"): Promise<Response> {
  return await app.request(path, { method, headers: { Authorization: `Bearer ${await app.token({ sub })}` } });
}

it("a handle is whose token claims it first, and asking again changes nothing", async () => {
  const first = await ask("PUT", "/handles/ada-l");
  const again = await ask("PUT", "/handles/ada-l");
  const read = await ask("GET", "/handles/ada-l");

  for (const response of [first, again, read]) {
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ handle: "ada-l", owner: "me" });
  }
});

it("for everybody else it is taken, and nobody learns whose it is", async () => {
  await ask("PUT", "/handles/ada-l");

  const claimed = await ask("PUT", "/handles/ada-l", "bob");
  const read = await ask("GET", "/handles/ada-l", "bob");

  expect(claimed.status).toBe(409);
  const problem = await problemOf(claimed);
  expect(problem.type).toBe("urn:tandem:problem:taken");
  expect(JSON.stringify(problem)).not.toContain('"ada"');
  expect(await read.json()).toEqual({ handle: "ada-l", owner: "other" });
});

it("a handle that nobody has is not found", async () => {
  const response = await ask("GET", "/handles/nobody");

  expect(response.status).toBe(404);
  expect((await problemOf(response)).type).toBe("urn:tandem:problem:not-found");
});

it("a region that is cut off says that it cannot decide, and when to ask again", async () => {
  await ask("PUT", "/handles/ada-l");
  app.cutOff("no majority");

  for (const method of ["PUT", "GET"] as const) {
    for (const handle of ["ada-l", "new"]) {
      const response = await ask(method, `/handles/${handle}`);
      expect(response.status).toBe(503);
      expect(response.headers.get("Retry-After")).toBe("1");
      const problem = await problemOf(response);
      expect(problem.type).toBe("urn:tandem:problem:undecidable");
      expect(JSON.stringify(problem)).not.toContain("no majority");
    }
  }
  expect(app.logged).toContainEqual({ level: "warn", message: "a claim could not be decided", cause: "no majority" });

  app.cutOff(undefined);
  expect((await ask("PUT", "/handles/ada-l")).status).toBe(200);
});

it("a customer who holds a hundred gets no more", async () => {
  for (let index = 0; index < 100; index += 1) await ask("PUT", `/handles/brand-${index}`);

  const response = await ask("PUT", "/handles/one-more");

  expect(response.status).toBe(409);
  expect((await problemOf(response)).type).toBe("urn:tandem:problem:too-many-handles");
});

it.each(["ab", "Ada", "x".repeat(33), "a_b", "caf%C3%A9"])("%s is no handle", async (handle) => {
  for (const method of ["PUT", "GET"] as const) {
    const response = await ask(method, `/handles/${handle}`);
    expect(response.status).toBe(400);
    const problem = await problemOf(response);
    expect(problem.type).toBe("urn:tandem:problem:invalid-request");
    expect(problem.errors?.[0]?.path).toBe("handle");
  }
});

it("nobody claims or reads a handle without a token", async () => {
  for (const method of ["PUT", "GET"]) expect((await app.request("/handles/ada-l", { method })).status).toBe(401);
});

it("an app without claims has no handles, and says so as of any address", async () => {
  const without = await createTestApp({ handles: false });

  const response = await without.request("/handles/ada-l", {
    method: "PUT",
    headers: { Authorization: `Bearer ${await without.token()}` },
  });

  expect(response.status).toBe(404);
  expect(without.routes.filter((route) => route.includes("handle"))).toEqual([]);
  expect((await without.request("/products")).status).toBe(200);
});
