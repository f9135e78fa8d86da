/**
 * Which queue sends its dead letters where. The engine keeps the policies and follows them, but takes one that points nowhere,
 * and cannot say which queues send to a given one.
 */
import { queueName } from "./queue-address.ts";
import type { SqsCalls } from "./sqs-calls.ts";
import type { SqsInput } from "./sqs-engine.ts";
import { invalidParameter, SqsRefusal } from "./sqs-refusal.ts";

/** The name of the queue that `attributes` send dead letters to. */
function targetOf(attributes: unknown): string | undefined {
  const policy = (attributes as Record<string, unknown> | undefined)?.["RedrivePolicy"];
  if (typeof policy !== "string" || policy === "") return undefined;
  try {
    const target: unknown = JSON.parse(policy)?.deadLetterTargetArn;
    return typeof target === "string" ? queueName(target) : undefined;
  } catch {
    throw invalidParameter(
      `Value ${policy} for parameter RedrivePolicy is invalid. Reason: Amazon SQS can't create the redrive policy, as it is not JSON.`,
    );
  }
}

/** Refuses a policy whose target is not there, as SQS does. */
export async function checkRedrivePolicy(calls: SqsCalls, input: SqsInput): Promise<void> {
  const target = targetOf(input["Attributes"]);
  if (target === undefined || (await exists(calls, target))) return;
  const policy = (input["Attributes"] as Record<string, string>)["RedrivePolicy"];
  throw invalidParameter(
    `Value ${policy} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
  );
}

async function exists(calls: SqsCalls, name: string): Promise<boolean> {
  try {
    await calls.call("GetQueueUrl", { QueueName: name });
    return true;
  } catch (error) {
    if (error instanceof SqsRefusal && error.code === "QueueDoesNotExist") return false;
    throw error;
  }
}

/** The URLs of the queues whose dead letters go to the queue called `name`. */
export async function deadLetterSources(calls: SqsCalls, name: string): Promise<readonly string[]> {
  const { QueueUrls: urls } = await calls.call("ListQueues", {});
  const sources: string[] = [];
  for (const url of (urls ?? []) as readonly string[]) {
    const { Attributes: attributes } = await calls.call("GetQueueAttributes", {
      QueueUrl: url,
      AttributeNames: ["RedrivePolicy"],
    });
    if (targetOf(attributes) === name) sources.push(url);
  }
  return sources;
}
