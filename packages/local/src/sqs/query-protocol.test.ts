import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readQueryInput } from "./query-input.ts";
import { startTestSqs, type TestSqs } from "./testing/test-sqs.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("the query protocol, as older SDKs and Debian's AWS CLI speak it", () => {
  let started: TestSqs;
  beforeAll(async () => {
    started = await startTestSqs();
  });
  afterAll(() => started.close());

  async function call(parameters: Record<string, string>, path = "/"): Promise<{ status: number; xml: string }> {
    const body = new URLSearchParams({ Version: "2012-11-05", ...parameters });
    const response = await fetch(`${started.sqs.url}${path}`, { method: "POST", body });
    return { status: response.status, xml: await response.text() };
  }

  test("a queue is made, written and read, with every kind of member", async () => {
    const made = await call({
      Action: "CreateQueue",
      QueueName: "old",
      "Attribute.1.Name": "VisibilityTimeout",
      "Attribute.1.Value": "7",
    });
    const url = started.sqs.queueUrl("old");
    expect(made.xml).toContain(`<CreateQueueResult><QueueUrl>${url}</QueueUrl></CreateQueueResult>`);

    const body = '<b>&"\u{1F98A}\r\n';
    const message = {
      "MessageAttribute.1.Name": "note",
      "MessageAttribute.1.Value.DataType": "String",
      "MessageAttribute.1.Value.StringValue": "<1>",
    };
    const sent = await call({ Action: "SendMessage", MessageBody: body, ...message }, new URL(url).pathname);
    expect(sent.xml).toMatch(/<MessageId>[0-9a-f-]{36}<\/MessageId>/);

    const asked = { "AttributeName.1": "All", "MessageAttributeName.1": "All", MaxNumberOfMessages: "10" };
    const { xml } = await call({ Action: "ReceiveMessage", QueueUrl: url, ...asked });
    expect(xml).toContain("<Body>&lt;b&gt;&amp;&quot;\u{1F98A}&#xD;\n</Body>");
    expect(xml).toContain("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
    const value = /<MessageAttribute><Name>note<\/Name><Value>(.*?)<\/Value><\/MessageAttribute>/.exec(xml)?.[1];
    expect(value).toContain("<StringValue>&lt;1&gt;</StringValue>");

    const handle = /<ReceiptHandle>(.*?)<\/ReceiptHandle>/.exec(xml)?.[1] ?? "";
    const entry = {
      "DeleteMessageBatchRequestEntry.1.Id": "a",
      "DeleteMessageBatchRequestEntry.1.ReceiptHandle": handle,
    };
    const deleted = await call({ Action: "DeleteMessageBatch", QueueUrl: url, ...entry });
    expect(deleted.xml).toContain("<DeleteMessageBatchResultEntry><Id>a</Id></DeleteMessageBatchResultEntry>");
    const attributes = await call({
      Action: "GetQueueAttributes",
      QueueUrl: url,
      "AttributeName.1": "VisibilityTimeout",
    });
    expect(attributes.xml).toContain("<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>");
  });

  test("an error is XML with the older code", async () => {
    const { status, xml } = await call({ Action: "GetQueueUrl", QueueName: "nowhere" });

    expect(status).toBe(400);
    expect(xml).toContain("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
  });

  test("numbered members keep their order, also beyond nine", () => {
    const form = new URLSearchParams({ Action: "SendMessageBatch", QueueUrl: "q" });
    for (let number = 12; number >= 1; number -= 1)
      form.set(`SendMessageBatchRequestEntry.${number}.MessageBody`, `m${number}`);

    const { Entries } = readQueryInput(form) as { Entries: { MessageBody: string }[] };

    expect(Entries.map(({ MessageBody }) => MessageBody)).toEqual(
      Array.from({ length: 12 }, (_, index) => `m${index + 1}`),
    );
  });

  test("a hostile name changes nothing but its own member", () => {
    const input = readQueryInput(new URLSearchParams("Action=SendMessage&__proto__.polluted=1&MessageBody=x"));

    expect(input["MessageBody"]).toBe("x");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
