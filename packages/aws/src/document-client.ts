/**
 * How JSON becomes DynamoDB's attribute values and back, said once. The document client translates what is sent and what is
 * answered; what stands inside an error is translated here, since the client leaves errors as they are.
 */
import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, type NativeAttributeValue } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

export type Attributes = Readonly<Record<string, NativeAttributeValue>>;

/** A JSON number is a double here and everywhere: without this a large one would come back as a BigInt. */
const READING = { wrapNumbers: Number } as const;

const WRITING = {
  // An absent member and an undefined one are the same JSON.
  removeUndefinedValues: true,
  // Large numbers are doubles already; there is no precision left to lose.
  allowImpreciseNumbers: true,
  // Else an object with a member called `constructor` would not be taken for one.
  convertClassInstanceToMap: true,
} as const;

export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  // The client writes its own defaults into what it is given, so it is given copies.
  return DynamoDBDocumentClient.from(client, { marshallOptions: { ...WRITING }, unmarshallOptions: { ...READING } });
}

export function attributesIn(values: Readonly<Record<string, AttributeValue>>): Attributes {
  return unmarshall({ ...values }, READING);
}
