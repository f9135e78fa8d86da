/** Plays the requests of docs/guides/peoples-data.md in their order, and holds the answers to what the guide says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestApp } from "./testing/app-on-memory.ts";

interface Step {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly status: number;
  readonly answer: object;
}

const GUIDE = join(import.meta.dirname, "../../../docs/guides/peoples-data.md");
const BLOCK = /^```http\n([A-Z]+) (\S+)\n(?:(\{.*\})\n)?(\d{3}) (\{.*\})\n```$/gm;

function stepsOf(guide: string): readonly Step[] {
  return [...guide.matchAll(BLOCK)].map(([, method = "", path = "", body, status, answer = "{}"]) => ({
    method,
    path,
    body,
    status: Number(status),
    answer: JSON.parse(answer) as object,
  }));
}

test("every step of the guide answers what the guide says", async () => {
  const guide = readFileSync(GUIDE, "utf8");
  const steps = stepsOf(guide);
  expect(steps.length).toBe(guide.split("```http").length - 1);
  const app = await createTestApp();
  await app.stockTea(10);
  const token = await app.token();

  let id = "";
  for (const [index, { method, path, body, status, answer }] of steps.entries()) {
    const response = await app.request(path.replace("{id}", id), {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        "Content-Type": "application/json",
        "Idempotency-Key": `step-of-the-guide-${index}`,
      },
      ...(body === undefined ? {} : { body }),
    });

    expect([method, path, response.status]).toEqual([method, path, status]);
    const said = (await response.json()) as { readonly id?: string };
    expect(said).toMatchObject(answer);
    if (Object.keys(answer).length === 0) expect(said).toEqual({});
    id = said.id ?? id;
  }
});
