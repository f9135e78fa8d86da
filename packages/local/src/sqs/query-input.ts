/**
 * The older of SQS's two protocols, inwards: a form of dotted names (`Entry.1.MessageAttribute.2.Name=...`) becomes the nested
 * input of the JSON protocol. The AWS CLI that Debian ships and every SDK from before the end of 2023 speak it.
 */
import type { SqsInput } from "./sqs-engine.ts";

type Tree = { [name: string]: string | Tree };

/** Members that the form repeats with a number, and what they are called in JSON. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeName: "AttributeNames",
  MessageAttributeName: "MessageAttributeNames",
  MessageSystemAttributeName: "MessageSystemAttributeNames",
  TagKey: "TagKeys",
};
const ENTRIES: Readonly<Record<string, string>> = {
  SendMessageBatchRequestEntry: "Entries",
  DeleteMessageBatchRequestEntry: "Entries",
  ChangeMessageVisibilityBatchRequestEntry: "Entries",
};
const MAPS: Readonly<Record<string, { readonly name: string; readonly key: string }>> = {
  Attribute: { name: "Attributes", key: "Name" },
  MessageAttribute: { name: "MessageAttributes", key: "Name" },
  MessageSystemAttribute: { name: "MessageSystemAttributes", key: "Name" },
  Tag: { name: "Tags", key: "Key" },
};
/** A form has only text; these are numbers in JSON. */
const NUMBERS: ReadonlySet<string> = new Set([
  "DelaySeconds",
  "MaxNumberOfMessages",
  "MaxNumberOfMessagesPerSecond",
  "MaxResults",
  "VisibilityTimeout",
  "WaitTimeSeconds",
]);
/** What belongs to the protocol and not to the action. */
const PROTOCOL: ReadonlySet<string> = new Set(["Action", "Version"]);

export function readQueryInput(form: URLSearchParams): SqsInput {
  const tree: Tree = Object.create(null);
  for (const [name, value] of form) if (!PROTOCOL.has(name)) plant(tree, name.split("."), value);
  const input = toMembers(tree);
  // One action calls its tags by another name.
  if (form.get("Action") !== "CreateQueue" || input["Tags"] === undefined) return input;
  const { Tags: tags, ...rest } = input;
  return { ...rest, tags };
}

function plant(tree: Tree, path: readonly string[], value: string): void {
  const [head = "", ...rest] = path;
  if (rest.length === 0) {
    tree[head] = value;
    return;
  }
  const branch = tree[head];
  const next: Tree = typeof branch === "object" ? branch : Object.create(null);
  tree[head] = next;
  plant(next, rest, value);
}

function toMembers(tree: Tree): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(tree)) {
    const list = LISTS[name];
    const entries = ENTRIES[name];
    const map = MAPS[name];
    if (typeof value === "string") members[name] = NUMBERS.has(name) ? Number(value) : value;
    else if (list !== undefined) members[list] = inOrder(value);
    else if (entries !== undefined) members[entries] = inOrder(value).map((entry) => toMembers(entry as Tree));
    else if (map !== undefined) members[map.name] = toMap(value, map.key);
    else members[name] = toMembers(value);
  }
  return members;
}

function inOrder(numbered: Tree): (string | Tree)[] {
  const byNumber = Object.entries(numbered).sort(([left], [right]) => Number(left) - Number(right));
  return byNumber.map(([, value]) => value);
}

function toMap(numbered: Tree, keyName: string): Record<string, unknown> {
  const pairs = inOrder(numbered).map((pair): [string, unknown] => {
    const { [keyName]: key, Value: value } = pair as Tree;
    return [String(key), typeof value === "object" ? toMembers(value) : value];
  });
  return Object.fromEntries(pairs);
}
