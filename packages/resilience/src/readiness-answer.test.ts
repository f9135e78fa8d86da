import { createManualClock } from "@tandem/kernel";
import { expect, test } from "vitest";
import { type CheckName, createReadiness } from "./readiness.ts";
import { answerHealth } from "./readiness-answer.ts";
import { type Restriction, restrictionsOf } from "./restrictions.ts";
import { EAST, restrictItem, WEST } from "./testing/restriction-items.ts";
import { type Ending, scriptedProbes } from "./testing/scripted-probes.ts";

interface Situation {
  readonly method?: string;
  readonly endings?: Partial<Record<CheckName, Ending>>;
  readonly restrictions?: readonly Restriction[];
  readonly reading?: "fails" | "hangs";
}

/** Asks the west. */
async function ask(path: string, situation: Situation = {}) {
  const { probes, runWithin } = scriptedProbes(situation.endings);
  const failures: string[] = [];
  const answer = await answerHealth(
    { method: situation.method ?? "GET", path, requestId: "req-1" },
    {
      region: WEST,
      regions: [EAST, WEST],
      readiness: createReadiness({ probes, runWithin, clock: createManualClock() }),
      runWithin,
      readRestrictions: async () => {
        if (situation.reading === "fails") throw new Error("the table is away");
        if (situation.reading === "hangs") await new Promise(() => undefined);
        return situation.restrictions ?? [];
      },
      onFailure: (what) => failures.push(what),
    },
  );
  return { ...answer, failures };
}

const EVACUATED_EAST = restrictionsOf([restrictItem("evacuated", EAST, { id: "rst_1" })]);
const EVACUATED_WEST = restrictionsOf([restrictItem("evacuated", WEST, { id: "rst_2" })]);

test("a ready region says so at the very beginning", async () => {
  const { status, headers, body } = await ask("/readyz");

  expect(status).toBe(200);
  expect(body).toMatch(/^ready us-west-2\n/);
  expect(headers).toEqual({
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "Tandem-Region": "us-west-2",
    "Tandem-Request-Id": "req-1",
  });
});

test("a region that is not ready names what fails, and contains nothing that a checker looks for", async () => {
  const { status, headers, body } = await ask("/readyz", { endings: { hostname: "hang", "table-write": "rejected" } });

  expect([status, headers["Retry-After"]]).toEqual([503, "10"]);
  expect(body).toMatch(/^failing in us-west-2: table-write, hostname\n/);
  expect(body).not.toContain("ready us-west-2");
  expect(body).not.toContain("secret");
});

test("readiness looks at no restriction", async () => {
  expect((await ask("/readyz", { restrictions: EVACUATED_WEST })).status).toBe(200);
  expect((await ask("/readyz", { reading: "fails" })).status).toBe(200);
});

test("a peer that is evacuated is named, with the restriction that says so", async () => {
  const { status, headers, body } = await ask("/evacuated/us-east-1", { restrictions: EVACUATED_EAST });

  expect([status, body, headers["Tandem-Mode"]]).toEqual([200, "evacuated us-east-1 rst_1\n", "normal"]);
});

test("a peer that is not evacuated is 404, also if something less holds for it", async () => {
  const readOnly = restrictionsOf([restrictItem("read-only", EAST, { id: "rst_1" })]);

  for (const restrictions of [[], readOnly]) {
    const { status, body } = await ask("/evacuated/us-east-1", { restrictions });
    expect([status, body]).toEqual([404, "us-east-1 is not evacuated\n"]);
  }
});

test("a region that is not ready takes nobody out", async () => {
  const { status, body } = await ask("/evacuated/us-east-1", {
    restrictions: EVACUATED_EAST,
    endings: { hostname: "unavailable" },
  });

  expect([status, body]).toEqual([503, "cannot tell: us-west-2 fails hostname\n"]);
});

test("a region that is evacuated itself takes nobody out", async () => {
  const { status, headers, body } = await ask("/evacuated/us-east-1", {
    restrictions: [...EVACUATED_EAST, ...EVACUATED_WEST],
  });

  expect([status, headers["Tandem-Mode"]]).toEqual([503, "evacuated"]);
  expect(body).not.toMatch(/evacuated us-/);
});

test.each(["fails", "hangs"] as const)(
  "a region whose reading %s takes nobody out, and tells the log why",
  async (reading) => {
    const { status, headers, body, failures } = await ask("/evacuated/us-east-1", { reading });

    expect([status, body, failures]).toEqual([503, "cannot tell: the restrictions cannot be read\n", ["restrictions"]]);
    expect(headers["Tandem-Mode"]).toBeUndefined();
  },
);

test("asked about itself, a region answers as about any other while it is not evacuated", async () => {
  expect((await ask("/evacuated/us-west-2")).status).toBe(404);
  expect((await ask("/evacuated/us-west-2", { restrictions: EVACUATED_WEST })).status).toBe(503);
});

test("a region that is not of this world is 404, with a sentence", async () => {
  const { status, body } = await ask("/evacuated/eu-west-1");

  expect([status, body]).toEqual([404, "no such region here: ask for one of us-east-1, us-west-2\n"]);
});

test("HEAD has the status and the headers of GET, and no body", async () => {
  const get = await ask("/readyz");
  const head = await ask("/readyz", { method: "HEAD" });

  expect([head.status, head.headers, head.body]).toEqual([get.status, get.headers, ""]);
});

test.each([
  ["GET", "/"],
  ["GET", "/healthz"],
  ["GET", "/readyz/more"],
  ["GET", "/evacuated"],
  ["GET", "/evacuated/"],
  ["GET", "/evacuated/us-east-1/more"],
  ["POST", "/readyz"],
  ["DELETE", "/evacuated/us-east-1"],
])("%s %s is a 404 problem", async (method, path) => {
  const { status, headers, body } = await ask(path, { method });

  expect([status, headers["Content-Type"]]).toEqual([404, "application/problem+json"]);
  expect(JSON.parse(body)).toMatchObject({ type: "urn:tandem:problem:not-found", status: 404 });
});
