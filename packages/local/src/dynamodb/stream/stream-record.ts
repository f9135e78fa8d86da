/**
 * One change, as a stream shows it. The journal keeps both images of every change; what a reader sees depends on the stream's
 * view type. A Lambda function and the Streams API see the same record but for two spellings.
 */
import { createHash } from "node:crypto";
import { SECOND_MS } from "@tandem/kernel";
import type { DynamoDBRecord } from "aws-lambda";
import { itemBytes } from "../item/item-size.ts";
import type { ChangeRow, StreamView } from "../journal/stream-rows.ts";
import { sequenceNumber } from "./sequence-number.ts";

export interface StreamOrigin {
  readonly streamArn: string;
  readonly region: string;
  readonly view: StreamView;
}

const TTL_IDENTITY = { type: "Service", principalId: "dynamodb.amazonaws.com" } as const;

/** The record as an event source mapping hands it to a function. */
export function lambdaRecord(change: ChangeRow, origin: StreamOrigin): DynamoDBRecord {
  const oldImage = origin.view === "NEW_AND_OLD_IMAGES" || origin.view === "OLD_IMAGE" ? change.oldImage : undefined;
  const newImage = origin.view === "NEW_AND_OLD_IMAGES" || origin.view === "NEW_IMAGE" ? change.newImage : undefined;
  return {
    eventID: createHash("md5").update(`${origin.streamArn} ${change.seq}`).digest("hex"),
    eventName: change.oldImage === undefined ? "INSERT" : change.newImage === undefined ? "REMOVE" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: origin.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(change.atMs / SECOND_MS),
      Keys: { ...change.key },
      ...(newImage && { NewImage: { ...newImage } }),
      ...(oldImage && { OldImage: { ...oldImage } }),
      SequenceNumber: sequenceNumber(change.seq),
      SizeBytes: itemBytes(change.key) + itemBytes(oldImage) + itemBytes(newImage),
      StreamViewType: origin.view,
    },
    ...(change.byTtl && { userIdentity: TTL_IDENTITY }),
    eventSourceARN: origin.streamArn,
  };
}

/** The record as GetRecords answers it. */
export function wireRecord(change: ChangeRow, origin: StreamOrigin): object {
  const { eventSourceARN: _, userIdentity, ...record } = lambdaRecord(change, origin);
  if (userIdentity === undefined) return record;
  return { ...record, userIdentity: { Type: TTL_IDENTITY.type, PrincipalId: TTL_IDENTITY.principalId } };
}
