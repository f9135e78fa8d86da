import { beforeEach, expect, it } from "vitest";
import { createTestApp, problemOf, type TestApp } from "../testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});

async function ask(
  method: string,
  options: { readonly body?: unknown; readonly ifMatch?: string } = {},
): Promise<Response> {
  const { body, ifMatch } = options;
  return await app.request("/profile", {
    method,
    headers: {
      Authorization: `Bearer ${await app.token()}`,
      ...(ifMatch === undefined ? {} : { "If-Match": ifMatch }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

it("a profile is empty at first, is edited field by field, and null removes", async () => {
  expect(await (await ask("GET")).json()).toEqual({});

  await ask("PATCH", { body: { name: "Ada", phone: "1" } });
  const edited = await ask("PATCH", { body: { phone: null, email: "ada@example.com" } });

  expect(edited.status).toBe(200);
  expect(await edited.json()).toEqual({ name: "Ada", email: "ada@example.com" });
  expect(edited.headers.get("ETag")).toBe((await ask("GET")).headers.get("ETag"));
});

it("an edit of what is not there any more is refused with the tag that is", async () => {
  const empty = (await ask("GET")).headers.get("ETag") ?? "";
  const first = await ask("PATCH", { body: { name: "Ada" }, ifMatch: `"other", ${empty}` });
  expect(first.status).toBe(200);
  const tag = first.headers.get("ETag") ?? "";

  for (const ifMatch of [empty, `W/${tag}`, "nonsense"]) {
    const stale = await ask("PATCH", { body: { name: "Eve" }, ifMatch });
    expect(stale.status).toBe(412);
    expect(stale.headers.get("ETag")).toBe(tag);
    expect((await problemOf(stale)).type).toBe("urn:tandem:problem:stale");
  }
  for (const ifMatch of [tag, "*"]) {
    expect((await ask("PATCH", { body: { name: "Ada" }, ifMatch })).status).toBe(200);
  }
});

it.each([{}, { name: "" }, { name: 1 }, { name: "a".repeat(257) }, { name: "half \ud83d" }, { nickname: "Ada" }])(
  "%o is no edit of a profile",
  async (body) => {
    expect((await ask("PATCH", { body })).status).toBe(400);
  },
);

it("who asks to be forgotten is, with his cart and his handles, and may begin anew", async () => {
  await app.stockTea(10);
  await ask("PATCH", { body: { name: "Ada" } });
  await app.post("/cart/lines", { sku: "TEA", quantity: 2 });
  const headers = { Authorization: `Bearer ${await app.token()}` };
  await app.request("/handles/ada-l", { method: "PUT", headers });

  const erased = await ask("DELETE");

  expect(erased.status).toBe(200);
  expect(await erased.json()).toEqual({ erased: true });
  expect(await (await ask("GET")).json()).toEqual({});
  expect(await (await app.request("/cart", { headers })).json()).toEqual({ lines: [], total: 0 });
  expect((await app.request("/handles/ada-l", { headers })).status).toBe(404);
  expect(await (await ask("PATCH", { body: { name: "Eve" } })).json()).toEqual({ name: "Eve" });
});

it("while a handle cannot be released the answer says that it is not all done", async () => {
  app.cutOff("no majority");

  const erased = await ask("DELETE");

  expect(erased.status).toBe(202);
  expect(await erased.json()).toEqual({ erased: false });
});
