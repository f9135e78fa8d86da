/**
 * Calls of the engine in the world's own terms: queue addresses and waits are translated on the way, and the waits of a queue
 * are remembered until somebody changes them.
 */
import type { Pace } from "../world/pace.ts";
import { type QueueAddresses, queueName } from "./queue-address.ts";
import { type QueueWaits, scaleWaits } from "./queue-waits.ts";
import type { SqsEngine, SqsInput, SqsOutput } from "./sqs-engine.ts";

export interface SqsCalls {
  readonly addresses: QueueAddresses;
  call(action: string, input: SqsInput): Promise<SqsOutput>;
  waits(queueUrl: string): Promise<QueueWaits>;
}

/** Every message and receive asks for the waits of its queue, so that a world keeps those of all it has. */
const QUEUES_REMEMBERED_MAX = 1_000;
const CHANGES_QUEUES: ReadonlySet<string> = new Set(["CreateQueue", "SetQueueAttributes", "DeleteQueue"]);

export function createSqsCalls(engine: Pick<SqsEngine, "call">, addresses: QueueAddresses, pace: Pace): SqsCalls {
  const remembered = new Map<string, QueueWaits>();

  async function waits(queueUrl: string): Promise<QueueWaits> {
    const known = remembered.get(queueName(queueUrl));
    if (known !== undefined) return known;
    const read = await readWaits(queueUrl);
    if (remembered.size >= QUEUES_REMEMBERED_MAX) remembered.clear();
    remembered.set(queueName(queueUrl), read);
    return read;
  }

  async function readWaits(queueUrl: string): Promise<QueueWaits> {
    const asked = { QueueUrl: queueUrl, AttributeNames: ["All"] };
    const output = await engine.call("GetQueueAttributes", addresses.toEngine(asked));
    const attributes = (output["Attributes"] ?? {}) as Record<string, string>;
    return {
      visibilityTimeoutS: Number(attributes["VisibilityTimeout"]),
      delayS: Number(attributes["DelaySeconds"]),
      receiveWaitS: Number(attributes["ReceiveMessageWaitTimeSeconds"]),
      isFifo: attributes["FifoQueue"] === "true",
    };
  }

  return {
    addresses,
    waits,
    async call(action, input) {
      const queueUrl = input["QueueUrl"];
      const scaled =
        pace.speed === 1 || typeof queueUrl !== "string" || CHANGES_QUEUES.has(action)
          ? input
          : scaleWaits(action, input, { waits: await waits(queueUrl), speed: pace.speed });
      const output = await engine.call(action, addresses.toEngine(scaled));
      if (CHANGES_QUEUES.has(action)) remembered.clear();
      return addresses.fromEngine(output);
    },
  };
}
