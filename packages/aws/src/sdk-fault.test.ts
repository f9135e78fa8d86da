import { createManualClock, region } from "@tandem/kernel";
import { type Commit, formatStamp, makeKey, makePartition } from "@tandem/replication";
import { undeclaredFact } from "@tandem/replication/laws";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createDynamoClient } from "./dynamo-client.ts";
import { createDynamoRegionTable } from "./dynamo-region-table.ts";
import { always, openScriptedEndpoint, type ScriptedEndpoint, type Step, serviceError } from "./scripted-endpoint.ts";
import { faultOf, mayBeDone } from "./sdk-fault.ts";

const EAST = region("us-east-1");
const PARTITION = makePartition(["ORDER", "ord_1"]);
const COMMIT: Commit = {
  id: "cmt_12345678",
  stamp: formatStamp({ ms: 1_800_000_000_000, counter: 0, region: EAST }),
  writes: [
    undeclaredFact({ key: makeKey({ partition: PARTITION, name: "PLACED", region: EAST }), v: 1, data: { total: 1 } }),
  ],
};
const ok: Step = { status: 200, body: {} };
let endpoint: ScriptedEndpoint;

beforeAll(async () => {
  endpoint = await openScriptedEndpoint();
});
beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  endpoint.script(always(ok));
  return () => vi.unstubAllEnvs();
});
afterAll(() => endpoint.close());

function tableAt(url: string, attempts = 1) {
  const client = createDynamoClient({ region: EAST, endpoint: url, attempts, requestTimeoutMs: 200 });
  return createDynamoRegionTable({ client, tableName: "t", region: EAST, clock: createManualClock() });
}

async function faultOfCommit(...steps: readonly Step[]) {
  endpoint.script(...steps.map(always));
  return tableAt(endpoint.url, steps.length)
    .commit(COMMIT)
    .catch((error: unknown) => error);
}

it.each([
  ["a throttle", serviceError("ThrottlingException"), "throttled", false, true],
  ["a table over its capacity", serviceError("ProvisionedThroughputExceededException"), "throttled", false, true],
  ["a service that fails", serviceError("InternalServerError", {}, 500), "unavailable", true, true],
  ["a service that is away", serviceError("ServiceUnavailable", {}, 503), "unavailable", true, true],
  ["a refused request", serviceError("ValidationException"), "rejected", false, false],
  ["a missing table", serviceError("ResourceNotFoundException"), "rejected", false, false],
  ["missing permission", serviceError("AccessDeniedException"), "rejected", false, false],
  ["a connection cut off", "cut", "unavailable", true, true],
  ["no answer in time", "silence", "timeout", true, true],
  ["an answer that is no JSON", { status: 200, body: "<html>" }, "unavailable", true, true],
  ["a gateway's page", { status: 502, body: "<html>" }, "unavailable", true, true],
] as const)("%s is a fault that says what it is, and whether the commit may stand", async (...row) => {
  const [, step, code, mayBeDone, retryable] = row;

  expect(await faultOfCommit(step)).toMatchObject({ name: "Fault", code, mayBeDone, retryable });
});

it("a refused connection and a name that does not resolve leave nothing behind", async () => {
  const gone = await openScriptedEndpoint();
  await gone.close();

  for (const url of [gone.url, "http://nowhere.invalid"]) {
    const failure = { name: "Fault", code: "unavailable", mayBeDone: false, retryable: true };
    await expect(tableAt(url).commit(COMMIT)).rejects.toMatchObject(failure);
  }
});

it("missing credentials leave nothing behind, and may be there at the next try", async () => {
  const nowhere = { AWS_SHARED_CREDENTIALS_FILE: "/dev/null", AWS_CONFIG_FILE: "/dev/null" };
  for (const [name, value] of Object.entries({ ...nowhere, AWS_EC2_METADATA_DISABLED: "true" }))
    vi.stubEnv(name, value);
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, undefined);

  const failure = { name: "Fault", code: "unavailable", mayBeDone: false, retryable: true };
  await expect(tableAt(endpoint.url).commit(COMMIT)).rejects.toMatchObject(failure);
});

it("a connection that is not made in time leaves nothing behind", () => {
  const words =
    "the request socket did not establish a connection with the server within the configured timeout of 1 ms.";
  const error = Object.assign(new Error(`@smithy/node-http-handler - ${words}`), { name: "TimeoutError" });

  expect(mayBeDone(error)).toBe(false);
  expect(faultOf({ error, doing: "commit", mayBeDone: false })).toMatchObject({ code: "timeout", mayBeDone: false });
});

it("a commit may stand if any try may have done it, whatever the last one said", async () => {
  const throttle = serviceError("ThrottlingException");

  expect(await faultOfCommit("cut", throttle)).toMatchObject({ code: "throttled", mayBeDone: true });
  expect(await faultOfCommit(throttle, throttle)).toMatchObject({ code: "throttled", mayBeDone: false });
});

it("a read that fails has done nothing", async () => {
  endpoint.script(always("cut"));

  const read = tableAt(endpoint.url).read([PARTITION], { consistent: true });

  await expect(read).rejects.toMatchObject({ name: "Fault", code: "unavailable", mayBeDone: false });
});

it("a mistake of ours is thrown on as it is", () => {
  const mistake = new TypeError("x is not a function");

  expect(() => faultOf({ error: mistake, doing: "commit", mayBeDone: false })).toThrow(mistake);
});
