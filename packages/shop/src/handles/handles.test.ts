import { type Claims, createMemoryClaims } from "@tandem/claims";
import { beforeEach, expect, test } from "vitest";
import { createHandles, HANDLES_PER_CUSTOMER_MAX, Handle, type Handles } from "./handles.ts";

let table: Map<string, string>;
let isCutOff: boolean;
let claims: Claims;
let handles: Handles;

beforeEach(() => {
  table = new Map();
  isCutOff = false;
  claims = createMemoryClaims({ table, cutOff: () => (isCutOff ? "nobody answers" : undefined) });
  handles = createHandles(claims);
});

test("a handle is the customer's who asks first, whenever they ask again, and another's for everybody else", async () => {
  expect(await handles.claim({ handle: "ada", customer: "cus-1" })).toEqual({ kind: "mine" });
  expect(await handles.claim({ handle: "ada", customer: "cus-1" })).toEqual({ kind: "mine" });
  expect(await handles.claim({ handle: "ada", customer: "cus-2" })).toEqual({ kind: "taken" });

  expect(await handles.owner({ handle: "ada", customer: "cus-1" })).toEqual({ kind: "me" });
  expect(await handles.owner({ handle: "ada", customer: "cus-2" })).toEqual({ kind: "other" });
  expect(await handles.owner({ handle: "bob", customer: "cus-2" })).toEqual({ kind: "free" });
});

test("who loses a race between looking and claiming is told that it is taken", async () => {
  const lateToLook = createHandles({ ...claims, read: async () => ({ kind: "free" }) });
  await handles.claim({ handle: "ada", customer: "cus-1" });

  expect(await lateToLook.claim({ handle: "ada", customer: "cus-2" })).toEqual({ kind: "taken" });
});

test("while the world cannot be asked nobody is told yes or no", async () => {
  await handles.claim({ handle: "ada", customer: "cus-1" });
  isCutOff = true;

  for (const handle of ["ada", "new"]) {
    expect(await handles.claim({ handle, customer: "cus-1" })).toMatchObject({ kind: "undecided" });
    expect(await handles.owner({ handle, customer: "cus-1" })).toMatchObject({ kind: "undecided" });
  }
  expect(await handles.forget("cus-1")).toMatchObject({ kind: "undecided" });
});

test("a customer has a hundred handles at most, and keeps the ones that are theirs", async () => {
  for (let index = 0; index < HANDLES_PER_CUSTOMER_MAX; index += 1)
    expect(await handles.claim({ handle: `brand-${index}`, customer: "cus-1" })).toEqual({ kind: "mine" });

  expect(await handles.claim({ handle: "one-more", customer: "cus-1" })).toEqual({ kind: "too-many" });
  expect(await handles.claim({ handle: "brand-7", customer: "cus-1" })).toEqual({ kind: "mine" });
  expect(await handles.claim({ handle: "one-more", customer: "cus-2" })).toEqual({ kind: "mine" });
});

test("a customer who is forgotten holds nothing, and others keep theirs", async () => {
  await handles.claim({ handle: "ada", customer: "cus-1" });
  await handles.claim({ handle: "lovelace", customer: "cus-1" });
  await handles.claim({ handle: "bob", customer: "cus-2" });

  expect(await handles.forget("cus-1")).toEqual({ kind: "forgotten" });
  expect(await handles.forget("cus-1")).toEqual({ kind: "forgotten" });

  expect([...table.values()]).toEqual(["cus-2"]);
  expect(await handles.claim({ handle: "ada", customer: "cus-3" })).toEqual({ kind: "mine" });
});

test("whoever is not wholly forgotten yet is asked for again", async () => {
  await handles.claim({ handle: "ada", customer: "cus-1" });
  const half = createHandles({ ...claims, release: async () => ({ kind: "undecided", why: "no answer" }) });

  expect(await half.forget("cus-1")).toMatchObject({ kind: "undecided" });
});

test("nobody is said to be forgotten who may hold more names than one look lists", async () => {
  const many = createHandles({
    ...claims,
    namesOf: async (_, { limit }) => ({
      kind: "listed",
      names: Array.from({ length: limit }, (_, index) => `handle#brand-${index}`),
    }),
  });

  expect(await many.forget("cus-1")).toMatchObject({ kind: "undecided" });
});

test.each(["ab", "x".repeat(33), "Ada", "a_b", "a b", "café", ""])("%j is no handle", (handle) => {
  expect(Handle.safeParse(handle).success).toBe(false);
});

test.each(["abc", "x".repeat(32), "---", "a-1"])("%j is a handle", (handle) => {
  expect(Handle.safeParse(handle).success).toBe(true);
});
