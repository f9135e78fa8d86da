/**
 * The older of SQS's two protocols, outwards: an output of the JSON protocol becomes XML, in which a list repeats its element
 * and a map repeats an element with a name and a value.
 */
import type { SqsOutput } from "./sqs-engine.ts";
import type { SqsRefusal } from "./sqs-refusal.ts";

const NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

/** What a list's elements are called. */
const LIST_ELEMENTS: Readonly<Record<string, string>> = {
  Messages: "Message",
  QueueUrls: "QueueUrl",
  queueUrls: "QueueUrl",
  Failed: "BatchResultErrorEntry",
  Results: "ListMessageMoveTasksResultEntry",
};
const MAP_ELEMENTS: Readonly<Record<string, { readonly element: string; readonly key: string }>> = {
  Attributes: { element: "Attribute", key: "Name" },
  MessageAttributes: { element: "MessageAttribute", key: "Name" },
  Tags: { element: "Tag", key: "Key" },
};

export function writeQueryOutput(action: string, output: SqsOutput, requestId: string): string {
  const result = writeMembers(output, action);
  const body = result === "" ? "" : `<${action}Result>${result}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<?xml version="1.0"?><${action}Response xmlns="${NAMESPACE}">${body}${metadata}</${action}Response>`;
}

export function writeQueryRefusal({ queryCode, status, message }: SqsRefusal, requestId: string): string {
  const type = status >= 500 ? "Receiver" : "Sender";
  const error = `<Error><Type>${type}</Type><Code>${queryCode}</Code><Message>${escapeXml(message)}</Message><Detail/></Error>`;
  return `<?xml version="1.0"?><ErrorResponse xmlns="${NAMESPACE}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function writeMembers(members: SqsOutput, action: string): string {
  let xml = "";
  for (const [name, value] of Object.entries(members)) {
    const map = MAP_ELEMENTS[name];
    if (value === undefined || value === null) continue;
    if (Array.isArray(value))
      xml += value.map((each) => writeElement(listElement(name, action), each, action)).join("");
    else if (map !== undefined) xml += writeMap(value as SqsOutput, map, action);
    else xml += writeElement(name, value, action);
  }
  return xml;
}

function listElement(name: string, action: string): string {
  return name === "Successful" ? `${action}ResultEntry` : (LIST_ELEMENTS[name] ?? name);
}

function writeMap(map: SqsOutput, { element, key }: { element: string; key: string }, action: string): string {
  const pairs = Object.entries(map).map(([name, value]) => {
    return `<${element}><${key}>${escapeXml(name)}</${key}>${writeElement("Value", value, action)}</${element}>`;
  });
  return pairs.join("");
}

function writeElement(name: string, value: unknown, action: string): string {
  const content =
    typeof value === "object" && value !== null ? writeMembers(value as SqsOutput, action) : escapeXml(String(value));
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  // A carriage return would be read as a line feed, as XML has it.
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#xD;");
}
