/**
 * JSON as DynamoDB's attribute values, and back. The SDK's own marshaller is not used because it serves more types than
 * ours and loses some JSON on the way: large numbers come back as BigInt, a member named `constructor` is refused, and
 * functions are dropped in silence.
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { AssertionFailed } from "@tandem/kernel";
import type { Data, Json } from "@tandem/replication";

export function toAttribute(value: Json): AttributeValue {
  if (value === null) return { NULL: true };
  switch (typeof value) {
    case "string":
      return { S: value };
    case "number":
      return { N: String(value) };
    case "boolean":
      return { BOOL: value };
    default:
      return isList(value) ? { L: value.map(toAttribute) } : { M: toAttributes(value) };
  }
}

/** The members of an object; undefined ones are left out, as JSON does. */
export function toAttributes(data: Data): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(data)) {
    if (value !== undefined) attributes[name] = toAttribute(value);
  }
  return attributes;
}

/** Stops on what is not JSON: a set or binary data, which nothing of ours ever wrote. */
export function fromAttribute(attribute: AttributeValue): Json {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.NULL !== undefined) return null;
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.M !== undefined) return fromAttributes(attribute.M);
  throw new AssertionFailed(`an attribute is not JSON but ${Object.keys(attribute).join()}`);
}

export function fromAttributes(attributes: Readonly<Record<string, AttributeValue>>): Data {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]): [string, Json] => [name, fromAttribute(attribute)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
