import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { expect, test, vi } from "vitest";
import { eventually } from "../lambda/testing/eventually.ts";
import { processIdentity } from "../supervision/process-identity.ts";
import { startTestSqs } from "./testing/test-sqs.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test("a `kill -9` of the engine loses no message that was acknowledged, and it is back by itself", {
  timeout: 60_000,
}, async () => {
  const { sqs, client, close } = await startTestSqs();
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName: "q", Attributes: { VisibilityTimeout: "1" } }),
  );
  const acknowledged = new Set<string>();
  let isOver = false;
  const senders = [1, 2, 3, 4].map(async (sender) => {
    for (let number = 0; !isOver; number += 1) {
      const MessageBody = `${sender}-${number}`;
      const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody })).then(
        () => true,
        () => false,
      );
      if (sent) acknowledged.add(MessageBody);
    }
  });
  const killed: (number | undefined)[] = [];
  for (let round = 1; round <= 3; round += 1) {
    const before = acknowledged.size;
    await eventually(() => acknowledged.size > before + 20 && sqs.pid !== undefined);
    killed.push(sqs.pid);
    sqs.kill();
  }
  await eventually(() => sqs.pid !== undefined && sqs.pid !== killed.at(-1));
  isOver = true;
  await Promise.all(senders);

  const received = new Set<string>();
  await eventually(async () => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    for (const { Body = "", ReceiptHandle } of Messages) {
      received.add(Body);
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.length === 0;
  }, 50_000);

  expect(new Set(killed).size).toBe(3);
  expect([...acknowledged].filter((body) => !received.has(body))).toEqual([]);
  await close();
});

test("nobody outside this machine can reach the engine", async () => {
  const { directory, close } = await startTestSqs();
  const port = await readFile(join(directory, "sqs", "port"), "utf8");
  const others = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal);

  await expect(fetch(`http://127.0.0.1:${port}/health`)).resolves.toMatchObject({ status: 200 });
  for (const { address } of others) await expect(fetch(`http://${address}:${port}/health`)).rejects.toThrow();
  await close();
});

test("an engine does not outlive a world that is ended with `kill -9`", async () => {
  const directory = await mkdtemp(join(tmpdir(), "tandem-sqs-world-"));
  const world = spawn(process.execPath, [
    fileURLToPath(new URL("./testing/killed-world.ts", import.meta.url)),
    directory,
  ]);
  const [line] = (await once(createInterface({ input: world.stdout }), "line")) as [string];
  const pid = Number(line);
  expect(processIdentity(pid)).toBeDefined();

  world.kill("SIGKILL");

  await eventually(() => processIdentity(pid) === undefined);
  await rm(directory, { recursive: true, force: true });
});
