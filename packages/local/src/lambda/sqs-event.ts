/** Messages as Lambda hands them to a function. */
import type { Region } from "@tandem/kernel";
import type { SQSEvent, SQSMessageAttributes, SQSRecord } from "aws-lambda";
import type { QueueMessage } from "./queue-client.ts";

export interface SqsEventOptions {
  readonly messages: readonly QueueMessage[];
  readonly queueArn: string;
  readonly region: Region;
}

export function buildSqsEvent({ messages, queueArn, region }: SqsEventOptions): SQSEvent {
  return { Records: messages.map((message) => buildSqsRecord(message, queueArn, region)) };
}

export function buildSqsRecord(message: QueueMessage, queueArn: string, region: Region): SQSRecord {
  const { MD5OfMessageAttributes: digest } = message;
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    // The engine is asked for all of them, and gives those that every message has.
    attributes: { ...message.Attributes } as unknown as SQSRecord["attributes"],
    messageAttributes: readAttributes(message),
    md5OfBody: message.MD5OfBody,
    ...(digest === undefined ? {} : { md5OfMessageAttributes: digest }),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function readAttributes({ MessageAttributes = {} }: QueueMessage): SQSMessageAttributes {
  const attributes: SQSMessageAttributes = {};
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(MessageAttributes)) {
    attributes[name] = {
      ...(StringValue === undefined ? {} : { stringValue: StringValue }),
      ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    };
  }
  return attributes;
}
