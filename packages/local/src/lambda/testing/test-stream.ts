/** For tests: a table's stream in memory, which keeps the promises of `StreamSource`, and a checkpoint that is only a value. */
import type { DynamoDBRecord } from "aws-lambda";
import type { StreamSource } from "../../dynamodb/stream-source.ts";
import type { Checkpoint } from "../checkpoint.ts";

export interface TestStream extends StreamSource {
  append(pk: string, createdMs?: number): void;
}

export function createTestStream(): TestStream {
  const records: DynamoDBRecord[] = [];
  const listeners = new Set<() => void>();
  return {
    streamArn: "arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/1",
    append(pk, createdMs = Date.now()) {
      const sequence = String(records.length + 1).padStart(6, "0");
      const images = { Keys: { pk: { S: pk } }, NewImage: { pk: { S: pk } } };
      const dynamodb = { ...images, SequenceNumber: sequence, ApproximateCreationDateTime: createdMs / 1_000 };
      records.push({ eventName: "INSERT", eventSource: "aws:dynamodb", awsRegion: "us-east-1", dynamodb });
      for (const listener of listeners) listener();
    },
    read({ position, limit }) {
      const page = records.slice(Number(position)).slice(0, limit);
      return { records: page, position: page.at(-1)?.dynamodb?.SequenceNumber ?? position };
    },
    latest: () => String(records.length).padStart(6, "0"),
    onAppend(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function createTestCheckpoint(): Checkpoint & { readonly saved: string[] } {
  const saved: string[] = [];
  return { saved, load: () => saved.at(-1), save: (position) => saved.push(position) };
}

/** The keys of the records in one event, in order. */
export function keysOf(event: unknown): string[] {
  const { Records } = event as { Records: DynamoDBRecord[] };
  return Records.map((record) => record.dynamodb?.Keys?.["pk"]?.S ?? "");
}
