/**
 * Each kind of write as DynamoDB's words, with the condition that keeps its law. The verdict on a failed condition is not
 * made here: what stood there is asked for (`ALL_OLD`), and `verdictOn` names the refusal.
 */
import type { NativeAttributeValue, TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { AdjustWrite, Commit, FactWrite, FragmentWrite, Key, Write } from "@tandem/replication";
import { attributesOf, NUMBER_PREFIX } from "./item-attributes.ts";

type TransactWriteItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
export type WriteRequest = Pick<TransactWriteItem, "Put" | "Update" | "Delete" | "ConditionCheck">;

const TELL_WHAT_STANDS = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" } as const;
const ABSENT = {
  ConditionExpression: "attribute_not_exists(#pk)",
  ExpressionAttributeNames: { "#pk": "pk" },
};

export function requestOf(write: Write, commit: Commit, tableName: string): WriteRequest {
  switch (write.type) {
    case "fact":
      return { Put: factPut(write, commit, tableName) };
    case "fragment":
      return { Put: fragmentPut(write, commit, tableName) };
    case "adjust":
      return { Update: counterUpdate(write, commit, tableName) };
    case "erase":
      return { Delete: { TableName: tableName, Key: keyOf(write.key) } };
    case "absent":
      return { ConditionCheck: { TableName: tableName, Key: keyOf(write.key), ...ABSENT, ...TELL_WHAT_STANDS } };
  }
}

function factPut(write: FactWrite, commit: Commit, tableName: string): NonNullable<WriteRequest["Put"]> {
  return {
    TableName: tableName,
    Item: attributesOf(write, commit),
    ...ABSENT,
    ...TELL_WHAT_STANDS,
  };
}

function fragmentPut(write: FragmentWrite, commit: Commit, tableName: string): NonNullable<WriteRequest["Put"]> {
  const Item = attributesOf(write, commit);
  if (write.expected === "absent") {
    return { TableName: tableName, Item, ...ABSENT, ...TELL_WHAT_STANDS };
  }
  return {
    TableName: tableName,
    Item,
    ConditionExpression: "#commitId = :expected AND #kind = :fragment",
    ExpressionAttributeNames: { "#commitId": "commitId", "#kind": "kind" },
    ExpressionAttributeValues: { ":expected": write.expected, ":fragment": "fragment" },
    ...TELL_WHAT_STANDS,
  };
}

/** A number that is absent counts as zero, so a floor at or below what is added holds without it. */
function counterUpdate(write: AdjustWrite, commit: Commit, tableName: string): NonNullable<WriteRequest["Update"]> {
  const names: Record<string, string> = { "#kind": "kind", "#commitId": "commitId" };
  const values: Record<string, NativeAttributeValue> = { ":kind": "counter", ":commitId": commit.id };
  const sets = ["#kind = :kind", "#commitId = :commitId"];
  const words = { v: write.v, region: write.key.region, stamp: commit.stamp };
  for (const [name, value] of Object.entries(words)) {
    names[`#${name}`] = name;
    values[`:${name}`] = value;
    sets.push(`#${name} = :${name}`);
  }
  const conditions = ["(attribute_not_exists(#kind) OR (#kind = :kind AND #commitId <> :commitId))"];
  for (const [index, [name, { add, floor }]] of Object.entries(write.by).entries()) {
    names[`#n${index}`] = `${NUMBER_PREFIX}${name}`;
    values[`:a${index}`] = add;
    values[":zero"] = 0;
    sets.push(`#n${index} = if_not_exists(#n${index}, :zero) + :a${index}`);
    if (floor === undefined) continue;
    values[`:f${index}`] = floor - add;
    const enough = `#n${index} >= :f${index}`;
    conditions.push(floor - add <= 0 ? `(attribute_not_exists(#n${index}) OR ${enough})` : enough);
  }
  return {
    TableName: tableName,
    Key: keyOf(write.key),
    UpdateExpression: `SET ${sets.join(", ")}`,
    ConditionExpression: conditions.join(" AND "),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ...TELL_WHAT_STANDS,
  };
}

function keyOf(key: Key): Record<string, NativeAttributeValue> {
  return { pk: key.partition, sk: key.sort };
}
