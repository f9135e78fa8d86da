import crypto from "node:crypto";
import { expect, test } from "vitest";
import { named, runProgram } from "./testing/run-program.ts";

const FUNCTION = `{ handler: "src/handler.handler" }`;

test("a program's resources are there with what they are given, sorted and frozen", async () => {
  const graph = await runProgram(`const queue = new sst.aws.Queue("Work"); return { url: queue.url };`);

  expect(named(graph, "WorkQueue")).toMatchObject({
    urn: "urn:pulumi:try::small::sst:aws:Queue$aws:sqs/queue:Queue::WorkQueue",
    parent: "urn:pulumi:try::small::sst:aws:Queue::Work",
    custom: true,
    existing: false,
    region: "us-east-1",
  });
  expect(graph.outputs["url"]).toMatch(/^https:\/\/sqs\.us-east-1\.amazonaws\.com\/\d{12}\/small-try-WorkQueue-/);
  expect(graph.resources.map(({ urn }) => urn)).toEqual(graph.resources.map(({ urn }) => urn).toSorted());
  expect(Object.isFrozen(named(graph, "WorkQueue").inputs)).toBe(true);
});

test("the app is described as the CLI completes it", async () => {
  const { app } = await runProgram("");

  expect(app).toEqual({
    name: "small",
    home: "aws",
    protect: false,
    removal: "retain",
    providers: { aws: { region: "us-east-1", defaultTags: { tags: { "sst:app": "small", "sst:stage": "try" } } } },
  });
});

test("a function of a second provider lands in its region, with its code in that region's bucket", async () => {
  const graph = await runProgram(`
    const provider = new aws.Provider("West", { region: "us-west-2" });
    new sst.aws.Function("Here", ${FUNCTION});
    new sst.aws.Function("There", ${FUNCTION}, { provider });`);

  const here = named(graph, "HereFunction");
  const there = named(graph, "ThereFunction");
  expect(here).toMatchObject({ region: "us-east-1", inputs: { s3Bucket: "sst-asset-us-east-1" } });
  expect(here.provider).toBe(undefined);
  expect(there).toMatchObject({ region: "us-west-2", inputs: { s3Bucket: "sst-asset-us-west-2" } });
  expect(there.provider).toMatch(/::pulumi:providers:aws::West$/);
});

test("a resource may name a region of its own", async () => {
  const graph = await runProgram(`new aws.sns.Topic("Far", { region: "eu-west-1" });`);

  expect(named(graph, "Far")).toMatchObject({
    region: "eu-west-1",
    state: { arn: expect.stringContaining(":eu-west-1:") },
  });
});

test("functions that are made late, out of what others became, are never missing", async () => {
  const graph = await runProgram(`
    const queue = new sst.aws.Queue("Work");
    queue.subscribe(${FUNCTION});
    const first = new sst.aws.Function("First", ${FUNCTION});
    first.arn.apply((arn) => new sst.aws.Function("Second", { ...${FUNCTION}, environment: { arn } }));`);

  const functions = graph.resources.filter(({ type }) => type === "aws:lambda/function:Function");
  expect(functions).toHaveLength(3);
  expect(named(graph, "SecondFunction").inputs).toMatchObject({
    environment: { variables: { arn: named(graph, "FirstFunction").state["arn"] } },
  });
});

test("a secret is unwrapped, and it is told where it was", async () => {
  const secrets = { Token: "sesame" };
  const body = `
    const token = new sst.Secret("Token");
    new aws.ssm.Parameter("Kept", { type: "String", value: token.value, tags: { open: "yes" } });
    new sst.aws.Function("Reader", { ...${FUNCTION}, environment: { token: token.value } });`;

  const graph = await runProgram(body, { secrets });

  expect(named(graph, "Kept")).toMatchObject({ inputs: { value: "sesame" }, secretPaths: ["value"] });
  expect(named(graph, "ReaderFunction")).toMatchObject({
    inputs: { environment: { variables: { token: "sesame" } } },
    secretPaths: ["environment.variables"],
  });
  await expect(runProgram(body)).rejects.toThrow(/Token/);
});

test("what is made from a secret output stays secret", async () => {
  const graph = await runProgram(`
    const key = new aws.iam.AccessKey("Key", { user: $util.secret("bot") });
    new aws.ssm.Parameter("Kept", { type: "String", value: key.user });
    new sst.aws.Function("Api", ${FUNCTION});`);

  expect(named(graph, "Kept").secretPaths).toEqual(["value"]);
  // SST gives every function a key, which its provider calls secret.
  expect(named(graph, "ApiFunction").secretPaths).toEqual(["environment.variables"]);
});

test("two runs of one program are equal, names of chance included", async () => {
  const body = `new sst.aws.Function("Same", ${FUNCTION}); new sst.aws.Queue("Work");`;
  const randomBytes = crypto.randomBytes;

  expect(await runProgram(body)).toEqual(await runProgram(body));
  expect(crypto.randomBytes).toBe(randomBytes);
});

test("runs that are asked for at once take turns", async () => {
  const names = ["One", "Two", "Three"];

  const graphs = await Promise.all(
    names.map((name) => runProgram(`new aws.sns.Topic("${name}", {}); console.log("${name}");`)),
  );

  expect(graphs.map(({ resources }) => resources.map(({ name }) => name))).toEqual(names.map((name) => [name]));
  expect(graphs.map(({ logs }) => logs)).toEqual(names.map((name) => [name]));
});

test("what stands for something that exists is told apart", async () => {
  const graph = await runProgram(`aws.sns.Topic.get("Theirs", "arn:aws:sns:us-east-1:123456789012:theirs");`);

  expect(named(graph, "Theirs")).toMatchObject({ existing: true, custom: true });
});

test("options of a resource are written down", async () => {
  const graph = await runProgram(`
    const topic = new aws.sns.Topic("Alerts", {}, { protect: true, retainOnDelete: true, ignoreChanges: ["tags"] });
    new aws.sns.Topic("After", {}, { dependsOn: [topic] });`);

  const alerts = named(graph, "Alerts");
  expect(alerts).toMatchObject({ protect: true, retainOnDelete: true, ignoreChanges: ["tags"] });
  expect(named(graph, "After")).toMatchObject({ protect: false, dependsOn: [alerts.urn] });
});

test("what the program prints is kept from the screen and told", async () => {
  const { logs } = await runProgram(`console.warn("mind the", "gap");`);

  expect(logs).toEqual(["mind the gap"]);
});
