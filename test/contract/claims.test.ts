/** The claims of production, on the table that the local world makes for them, in two regions behind their own endpoints. */
import { createDynamoClient } from "@tandem/aws";
import type { Claims } from "@tandem/claims";
import { createDynamoClaims } from "@tandem/claims/dynamo";
import { type ClaimsHarness, claimsLaws, describeClaimsLaws } from "@tandem/claims/laws";
import { CLAIMS_TABLE } from "@tandem/functions/manifest";
import { createSeededRandom, must, type Region } from "@tandem/kernel";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { OTHER_REGION, PATIENCE, REGION } from "./law-table.ts";
import { type LawWorld, openLawWorld, PARTITION } from "./law-world.ts";
import { type LossyProxy, openLossyProxy } from "./lossy-proxy.ts";

/** What the local world gives its functions as TANDEM_CLAIMS_TABLE. */
const TABLE_NAME = "tandem-local-claims";
const WITNESS_CUT = { kind: "witness-cut", region: REGION } as const;
let world: LawWorld;
let proxy: LossyProxy;
/** Takes the condition out of every claim: what a table would be that two regions write as they like. */
let careless: LossyProxy;
let count = 0;

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  world = await openLawWorld("beside-the-claims");
  proxy = await openLossyProxy({ upstream: world.endpoint(REGION) });
  careless = await openLossyProxy({ upstream: world.endpoint(REGION), rewrite: withoutCondition });
});

afterAll(async () => {
  await proxy?.close();
  await careless?.close();
  await world?.close();
});

function withoutCondition(body: string, operation: string): string {
  if (operation !== "PutItem") return body;
  const {
    ConditionExpression: _,
    ExpressionAttributeNames: __,
    ExpressionAttributeValues: ___,
    ...rest
  } = JSON.parse(body);
  return JSON.stringify(rest);
}

function claimsAt(endpoint: string, region: Region): Claims {
  const client = createDynamoClient({ region, endpoint, ...PATIENCE, attempts: 1 });
  const random = createSeededRandom(region.length);
  return createDynamoClaims({ client, tableName: TABLE_NAME, ownerIndex: CLAIMS_TABLE.ownerIndex, random });
}

function harnessAt(endpoint: string): ClaimsHarness {
  return {
    prefix: `law ${count++}`,
    here: claimsAt(endpoint, REGION),
    there: claimsAt(world.endpoint(OTHER_REGION), OTHER_REGION),
    loseAnswer: () => proxy.loseAnswers(1),
    setCutOff: (isCutOff) => world.setFaults(isCutOff ? [PARTITION, WITNESS_CUT] : []),
  };
}

describeClaimsLaws("the table of the local world", () => harnessAt(proxy.url));

test.each(claimsLaws.filter(({ name }) => !/cut off/.test(name)))(
  "while the two regions do not hear each other: $name",
  async (law) => {
    await world.setFaults([PARTITION]);
    try {
      await law.holds(harnessAt(proxy.url));
    } finally {
      await world.setFaults([]);
    }
  },
);

test("without the condition in a claim two regions are given one name", async () => {
  const law = must(
    claimsLaws.find(({ name }) => name.startsWith("a name that somebody has is taken")),
    "the law is there",
  );

  await expect(law.holds(harnessAt(careless.url))).rejects.toThrow();
});

describe("what keeps a claim from being decided", () => {
  const claim = { name: "of a failing service", owner: "ada" };

  test("an item that another region writes is tried again, and at last undecided", async () => {
    const { here } = harnessAt(proxy.url);
    const conflict = { status: 400, body: { __type: "x#ReplicatedWriteConflictException", message: "meanwhile" } };

    proxy.failNext(conflict, conflict, conflict);
    expect(await here.claim(claim)).toEqual({ kind: "granted" });
    proxy.failNext(...Array.from({ length: 6 }, () => conflict));
    expect(await here.claim(claim)).toMatchObject({ kind: "undecided", why: expect.stringContaining("Conflict") });
    expect(await here.claim(claim)).toEqual({ kind: "granted" });
  });

  test.each([
    [500, "InternalServerError"],
    [503, "ServiceUnavailable"],
    [400, "ProvisionedThroughputExceededException"],
    [400, "ThrottlingException"],
  ])("%i %s is undecided", async (status, name) => {
    proxy.failNext({ status, body: { __type: `x#${name}`, message: "not now" } });

    expect(await harnessAt(proxy.url).here.claim(claim)).toMatchObject({ kind: "undecided" });
  });

  test.each(["ValidationException", "ResourceNotFoundException", "AccessDeniedException"])(
    "%s is a fault, since nobody should wait for it to pass",
    async (name) => {
      proxy.failNext({ status: 400, body: { __type: `x#${name}`, message: "never" } });

      await expect(harnessAt(proxy.url).here.claim(claim)).rejects.toMatchObject({ name: "Fault", code: "rejected" });
    },
  );

  test("an endpoint where nobody listens is undecided", async () => {
    expect(await claimsAt("http://127.0.0.1:1", REGION).claim(claim)).toMatchObject({ kind: "undecided" });
    expect(await claimsAt("http://127.0.0.1:1", REGION).read(claim.name)).toMatchObject({ kind: "undecided" });
  });

  test("an endpoint that is silent is undecided when its time is over", async () => {
    const client = createDynamoClient({ region: REGION, endpoint: proxy.url, requestTimeoutMs: 1, attempts: 1 });
    const random = createSeededRandom(1);
    const hasty = createDynamoClaims({ client, tableName: TABLE_NAME, ownerIndex: CLAIMS_TABLE.ownerIndex, random });

    expect(await hasty.claim(claim)).toMatchObject({ kind: "undecided", why: expect.stringContaining("Timeout") });
  });
});
