import { createManualClock, region, SECOND_MS } from "@tandem/kernel";
import { type Commit, formatStamp, makeKey, makePartition } from "@tandem/replication";
import { undeclaredAdjust, undeclaredFact } from "@tandem/replication/laws";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createDynamoClient } from "./dynamo-client.ts";
import { CONTENTION_MS_MAX, CONTENTION_TRIES_MAX } from "./dynamo-commit.ts";
import { createDynamoRegionTable } from "./dynamo-region-table.ts";
import { always, openScriptedEndpoint, type ScriptedEndpoint, type Step, serviceError } from "./scripted-endpoint.ts";

const EAST = region("us-east-1");
const PARTITION = makePartition(["ORDER", "ord_1"]);
const key = (name: string) => makeKey({ partition: PARTITION, name, region: EAST });
const stamp = formatStamp({ ms: 1_800_000_000_000, counter: 0, region: EAST });
const FACT = undeclaredFact({ key: key("PLACED"), v: 1, data: {} });
const COMMIT: Commit = {
  id: "cmt_12345678",
  stamp,
  writes: [FACT, undeclaredAdjust({ key: key("ESCROW"), v: 1, by: { n: { add: -1, floor: 0 } } })],
};
const ok: Step = { status: 200, body: {} };
const conflict = cancelled({ Code: "TransactionConflict" }, { Code: "None" });
let endpoint: ScriptedEndpoint;

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
beforeEach(async () => {
  endpoint = await openScriptedEndpoint();
  return () => endpoint.close();
});
afterAll(() => vi.unstubAllEnvs());

function cancelled(...reasons: readonly { readonly Code: string; readonly Item?: unknown }[]): Step {
  return serviceError("TransactionCanceledException", { CancellationReasons: reasons });
}

function standing(commitId: string) {
  const words = { pk: PARTITION, sk: `PLACED#${EAST}`, kind: "fact", region: EAST, stamp, commitId };
  const texts = Object.entries(words).map(([name, value]) => [name, { S: value }]);
  return { ...Object.fromEntries(texts), v: { N: "1" }, data: { M: {} } };
}

function commit(work: Commit = COMMIT, clock = createManualClock()) {
  const client = createDynamoClient({ region: EAST, endpoint: endpoint.url, attempts: 1 });
  const random = { uint32: () => 0 };
  return createDynamoRegionTable({ client, tableName: "t", region: EAST, clock, random }).commit(work);
}

it("waits for others at the same items, and asks again under the same token", async () => {
  const inProgress = serviceError("TransactionInProgressException");
  endpoint.script(...[conflict, inProgress, conflict, ok].map(always));

  expect(await commit()).toEqual({ ok: true });

  const tokens = endpoint.requests.map(({ body }) => body["ClientRequestToken"]);
  expect(tokens).toHaveLength(4);
  expect(new Set(tokens).size).toBe(1);
  expect(String(tokens[0]).length).toBeLessThanOrEqual(36);
});

it("waits for a transaction at the item of a single write too", async () => {
  endpoint.script(...[serviceError("TransactionConflictException"), ok].map(always));

  expect(await commit({ ...COMMIT, writes: [FACT] })).toEqual({ ok: true });

  expect(endpoint.requests.map(({ operation }) => operation)).toEqual(["PutItem", "PutItem"]);
});

it("gives up as contended after a bounded number of tries, and knows that nothing was done", async () => {
  endpoint.script(always(conflict));

  await expect(commit()).rejects.toMatchObject({ code: "contended", retryable: true, mayBeDone: false });

  expect(endpoint.requests).toHaveLength(CONTENTION_TRIES_MAX);
});

it("gives up as contended when each answer takes long, before the function's own time is over", async () => {
  const clock = createManualClock();
  endpoint.script(() => {
    clock.advance(CONTENTION_MS_MAX / 2);
    return conflict;
  });

  await expect(commit(COMMIT, clock)).rejects.toMatchObject({ code: "contended" });

  expect(endpoint.requests).toHaveLength(3);
});

it("an earlier try that still runs may yet be done", async () => {
  endpoint.script(always(serviceError("TransactionInProgressException")));

  await expect(commit()).rejects.toMatchObject({ code: "contended", retryable: true, mayBeDone: true });
});

it("a refusal that may pass is a fault after a try that was not heard of, since that try may still come", async () => {
  const inProgress = serviceError("TransactionInProgressException");
  const soldOut = cancelled({ Code: "None" }, { Code: "ConditionalCheckFailed" });
  endpoint.script(always(inProgress), always(soldOut));

  await expect(commit()).rejects.toMatchObject({ code: "timeout", retryable: true, mayBeDone: true });
});

it("a refusal for good is an outcome also after a try that was not heard of", async () => {
  const inProgress = serviceError("TransactionInProgressException");
  const taken = cancelled({ Code: "ConditionalCheckFailed", Item: standing("cmt_other000") }, { Code: "None" });
  endpoint.script(always(inProgress), always(taken));

  expect(await commit()).toMatchObject({ ok: false, refusals: [{ reason: "stands" }] });
});

it("a refusal beside a conflict is not believed: the conflict may hide a standing fact", async () => {
  const halfKnown = cancelled({ Code: "TransactionConflict" }, { Code: "ConditionalCheckFailed" });
  const known = cancelled(
    { Code: "ConditionalCheckFailed", Item: standing("cmt_another") },
    { Code: "ConditionalCheckFailed" },
  );
  endpoint.script(...[halfKnown, known].map(always));

  expect(await commit()).toMatchObject({ ok: false, refusals: [{ reason: "stands" }, { reason: "floor" }] });
});

it("a commit that finds itself is done, also beside a conflict", async () => {
  const itself = { Code: "ConditionalCheckFailed", Item: standing(COMMIT.id) };
  endpoint.script(always(cancelled(itself, { Code: "TransactionConflict" })));

  expect(await commit()).toEqual({ ok: true });
});

it("a transaction that was throttled, or refused for what it is, says so", async () => {
  endpoint.script(always(cancelled({ Code: "ThrottlingError" }, { Code: "None" })));
  await expect(commit()).rejects.toMatchObject({ code: "throttled", retryable: true, mayBeDone: false });

  const tooLarge = cancelled({ Code: "None" }, { Code: "ItemCollectionSizeLimitExceeded" });
  endpoint.script(...[tooLarge, ok].map(always));
  await expect(commit()).rejects.toMatchObject({ code: "rejected", retryable: false, mayBeDone: false });
});

it("tells the time in the answer's Date header, whatever the answer is", async () => {
  const heard: number[] = [];
  const client = createDynamoClient({ region: EAST, endpoint: endpoint.url, attempts: 2 });
  const table = createDynamoRegionTable({
    client,
    tableName: "t",
    region: EAST,
    clock: createManualClock(),
    onAnswer: (tableTimeMs) => heard.push(tableTimeMs),
  });
  // Close to the true time: the SDK takes an answer from another hour for a wrong clock of its own, and asks once more.
  const seconds = [1, 2, 3].map((later) => Math.floor(Date.now() / SECOND_MS) * SECOND_MS + later * SECOND_MS);
  const dated = [
    { status: 500, body: { __type: "InternalServerError" } },
    { status: 200, body: { Items: [] } },
    { status: 400, body: { __type: "ConditionalCheckFailedException", Item: standing("cmt_another") } },
  ].map((step, index) => ({ ...step, headers: { date: new Date(seconds[index] ?? 0).toUTCString() } }));
  endpoint.script(...dated.map(always));

  await table.read([PARTITION], { consistent: true });
  await table.commit({ ...COMMIT, writes: [FACT] });

  expect(heard).toEqual(seconds);
});
