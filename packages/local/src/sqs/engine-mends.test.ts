import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type EnginePersistence, type EngineQueue, type EngineStore, loadEngineInternals } from "./engine-internals.ts";
import { receiveInOneTransaction } from "./engine-mends.ts";

interface FullQueue extends EngineQueue {
  enqueue(message: object): void;
  dequeue(count: number, visibilityS: number, resolve: () => unknown): unknown;
}

interface FullStore extends EngineStore {
  createQueue(...members: [name: string, url: string, arn: string, attributes: object]): FullQueue;
}

/** Counts what is on the disk. */
function storedCount({ db }: EnginePersistence): number {
  const statement = db.prepare("SELECT message_id FROM sqs_messages") as unknown as { all(): unknown[] };
  return statement.all().length;
}

test("a message that dies is in one queue or the other, at whatever moment the engine is killed", async () => {
  const internals = await loadEngineInternals();
  const directory = mkdtempSync(join(tmpdir(), "tandem-mends-"));
  const { createMessage } = internals.SqsStore as unknown as { createMessage(body: string): object };

  /** What is on the disk when the engine dies after it erased the message from one queue and before it wrote it to the other. */
  function leftAfterKill(name: string): number {
    const persistence = new internals.PersistenceManager(join(directory, name));
    const store = new internals.SqsStore() as FullStore;
    store.persistence = persistence;
    const attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn", maxReceiveCount: 0 }) };
    const queue = store.createQueue("q", "u", "a", attributes);
    queue.enqueue(createMessage("dying"));
    const killed = { enqueue: () => expect.unreachable("the engine is killed here") };
    expect(() => queue.dequeue(1, 30, () => killed)).toThrow("killed here");
    const left = storedCount(persistence);
    persistence.close();
    return left;
  }

  const asItIs = leftAfterKill("as-it-is");
  receiveInOneTransaction(internals);
  const mended = leftAfterKill("mended");
  rmSync(directory, { recursive: true });

  expect([asItIs, mended]).toEqual([0, 1]);
});
