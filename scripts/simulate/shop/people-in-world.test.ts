import { region } from "@tandem/kernel";
import { type ClientAnswer, createMachine } from "@tandem/sandbox";
import { expect, test } from "vitest";
import { createPeopleInWorld } from "./people-in-world.ts";

const EAST = region("us-east-1");
const ASK = {
  ...({ method: "GET", path: "/orders", key: undefined, body: undefined } as const),
  caller: { customer: "ada", role: "customer" },
} as const;

/** The digest of a history in which somebody asks once and hears this. */
async function digestOf(answer: ClientAnswer): Promise<string> {
  const machine = createMachine({ seed: 1 });
  const names = { regionFor: () => EAST };
  const people = createPeopleInWorld(machine, { request: async () => answer, names });
  await people.ask({ name: "list-orders 1, try 1", region: EAST, ask: ASK, timeoutMs: 1_000 });
  return machine.digest();
}

test("what people hear is in the digest: the status, the body to the letter, and why there was no answer", async () => {
  const answers: readonly ClientAnswer[] = [
    { kind: "answer", region: EAST, status: 200, headers: {}, body: '{"items":[]}' },
    { kind: "answer", region: EAST, status: 201, headers: {}, body: '{"items":[]}' },
    { kind: "answer", region: EAST, status: 200, headers: {}, body: '{"items": []}' },
    { kind: "no-answer", region: EAST, why: "no answer in time", mayBeDone: true },
    { kind: "no-answer", region: EAST, why: "the way there is cut", mayBeDone: true },
  ];

  const digests = await Promise.all(answers.map(digestOf));

  expect(new Set(digests).size).toBe(answers.length);
  expect(await Promise.all(answers.map(digestOf))).toEqual(digests);
});
