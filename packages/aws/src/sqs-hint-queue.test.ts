import { createHash } from "node:crypto";
import { decodeHint, type Hint } from "@tandem/delivery";
import { makePartition } from "@tandem/replication";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  always,
  openScriptedEndpoint,
  type ScriptedEndpoint,
  type SeenRequest,
  type Step,
} from "./scripted-endpoint.ts";
import { createSqsClient } from "./sqs-client.ts";
import { createSqsHintQueue } from "./sqs-hint-queue.ts";

const HINTS: readonly Hint[] = Array.from({ length: 23 }, (_, index) => ({
  record: makePartition(["ORDER", `${index}`]),
}));
let endpoint: ScriptedEndpoint;

beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  endpoint = await openScriptedEndpoint();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint.close();
});

function queue() {
  const client = createSqsClient({ region: "us-east-1", endpoint: endpoint.url, attempts: 1 });
  return createSqsHintQueue({ client, queueUrl: `${endpoint.url}/0/hints`, random: { uint32: () => 0 } });
}

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

function entriesOf({ body }: SeenRequest): readonly Entry[] {
  return body["Entries"] as readonly Entry[];
}

/** Takes all but those of the records named. */
function taking(fails: (record: string) => boolean, failure = { SenderFault: false, Code: "InternalError" }) {
  return (request: SeenRequest): Step => {
    const failed = entriesOf(request).filter(({ MessageBody }) => fails(decodeHint(MessageBody)?.record ?? ""));
    const taken = entriesOf(request).filter((entry) => !failed.includes(entry));
    const body = {
      Successful: taken.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: Id,
        MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
      })),
      Failed: failed.map(({ Id }) => ({ Id, ...failure })),
    };
    return { status: 200, body };
  };
}

function sentRecords(): readonly (readonly (string | undefined)[])[] {
  return endpoint.requests.map((request) => entriesOf(request).map((entry) => decodeHint(entry.MessageBody)?.record));
}

it("sends every hint, ten in a request", async () => {
  endpoint.script(taking(() => false));

  await queue().send(HINTS);

  expect(sentRecords().map((records) => records.length)).toEqual([10, 10, 3]);
  expect(sentRecords().flat()).toEqual(HINTS.map(({ record }) => record));
});

it("sends nothing for no hints", async () => {
  await queue().send([]);

  expect(endpoint.requests).toEqual([]);
});

it("sends again only what failed of a batch", async () => {
  endpoint.script(
    taking((record) => record === "ORDER#3" || record === "ORDER#7"),
    taking((record) => record === "ORDER#7"),
    taking(() => false),
  );

  await queue().send(HINTS.slice(0, 10));

  expect(sentRecords().slice(1)).toEqual([["ORDER#3", "ORDER#7"], ["ORDER#7"]]);
});

it("gives up after a bounded number of tries, and says how many hints are not in the queue", async () => {
  endpoint.script(taking((record) => record === "ORDER#3" || record === "ORDER#7"));

  const failure = { name: "Fault", code: "unavailable", retryable: true, mayBeDone: true };
  await expect(queue().send(HINTS)).rejects.toMatchObject(failure);
  await expect(queue().send(HINTS)).rejects.toThrow("15 of 23 hints are not in the queue");

  expect(sentRecords()).toHaveLength(8);
});

it("does not try again what can never be sent, nor a request that failed as a whole", async () => {
  endpoint.script(taking(() => true, { SenderFault: true, Code: "InvalidMessageContents" }));
  await expect(queue().send(HINTS)).rejects.toMatchObject({ code: "rejected", retryable: false });

  endpoint.script(always("cut"));
  await expect(queue().send(HINTS)).rejects.toThrow("23 of 23 hints are not in the queue");

  expect(endpoint.requests).toHaveLength(2);
});

it("says how many messages wait", async () => {
  endpoint.script(always({ status: 200, body: { Attributes: { ApproximateNumberOfMessages: "42" } } }));

  expect(await queue().depth()).toBe(42);
});
