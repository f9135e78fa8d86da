/**
 * The parts of fauxqs that its package does not export and that we assemble it from: its own start binds every interface of the
 * machine, and some of its faults can only be mended inside. The version is pinned, and a part that is missing stops the start.
 */
import { assert } from "@tandem/kernel";

export interface EngineMessage {
  readonly messageId: string;
  readonly sentTimestamp: number;
}

export interface EngineQueue {
  readonly attributes: Readonly<Record<string, string>>;
  messages: EngineMessage[];
  delayedMessages: EngineMessage[];
  readonly fifoMessages: Map<string, EngineMessage[]>;
  readonly inflightMessages: Map<string, { readonly message: EngineMessage }>;
  persistence: EnginePersistence | undefined;
}

export interface EngineStore {
  persistence: EnginePersistence | undefined;
  allQueues(): Iterable<EngineQueue>;
  processAllTimers(): void;
}

export interface EnginePersistence {
  readonly db: { prepare(sql: string): { run(...values: unknown[]): unknown } };
  loadSqsAndSns(store: EngineStore, topics: object): void;
  transaction(work: () => void): void;
  deleteMessage(messageId: string): void;
  close(): void;
}

export interface EngineApp {
  addHook(name: "preHandler", hook: (request: EngineRequest, reply: unknown, next: () => void) => void): void;
  addHook(name: "preClose", hook: (next: () => void) => void): void;
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
  close(): Promise<void>;
}

interface EngineRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

type Method = (...values: never[]) => unknown;

export interface EngineInternals {
  readonly buildApp: (options: object) => EngineApp;
  readonly SqsStore: new () => EngineStore;
  readonly SqsQueue: { readonly prototype: { dequeue: Method } };
  readonly SnsStore: new () => object;
  readonly S3Store: new () => object;
  readonly PersistenceManager: (new (
    directory: string,
  ) => EnginePersistence) & {
    readonly prototype: { updateMessageReady: Method };
  };
  readonly INVALID_MESSAGE_BODY_CHAR: RegExp;
}

const PARTS = {
  "./app.js": ["buildApp"],
  "./sqs/sqsStore.js": ["SqsStore", "SqsQueue"],
  "./sns/snsStore.js": ["SnsStore"],
  "./s3/s3Store.js": ["S3Store"],
  "./persistence.js": ["PersistenceManager"],
  "./sqs/sqsTypes.js": ["INVALID_MESSAGE_BODY_CHAR"],
} as const;

export async function loadEngineInternals(): Promise<EngineInternals> {
  const face = import.meta.resolve("fauxqs");
  const internals: Record<string, unknown> = {};
  for (const [file, names] of Object.entries(PARTS)) {
    const module: Record<string, unknown> = await import(new URL(file, face).href);
    for (const name of names) {
      assert(module[name] !== undefined, `fauxqs has no ${name} in ${file}: this world was written for version 2.4.1`);
      internals[name] = module[name];
    }
  }
  return internals as unknown as EngineInternals;
}
