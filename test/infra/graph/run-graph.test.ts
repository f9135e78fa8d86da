import { afterEach, expect, test } from "vitest";
import type { Graph } from "./graph.ts";
import { type GraphRequest, runGraph } from "./run-graph.ts";
import { type SmallProgram, smallProgram } from "./testing/small-program.ts";

const programs: SmallProgram[] = [];
afterEach(() => {
  for (const program of programs.splice(0)) program.remove();
});

function program(body: string, provider?: object): SmallProgram {
  const made = smallProgram(body, provider);
  programs.push(made);
  return made;
}

async function run(body: string, request: Partial<GraphRequest> = {}): Promise<Graph> {
  return await runGraph({ stage: "try", config: program(body).config, ...request });
}

function named(graph: Graph, name: string) {
  const found = graph.resources.filter((resource) => resource.name === name);
  expect(found).toHaveLength(1);
  return found[0] as (typeof found)[0];
}

const FUNCTION = `{ handler: "src/handler.handler" }`;

test("a program's resources are there with what they are given, sorted and frozen", async () => {
  const graph = await run(`const queue = new sst.aws.Queue("Work"); return { url: queue.url };`);

  expect(named(graph, "WorkQueue")).toMatchObject({
    urn: "urn:pulumi:try::small::sst:aws:Queue$aws:sqs/queue:Queue::WorkQueue",
    parent: "urn:pulumi:try::small::sst:aws:Queue::Work",
    custom: true,
    region: "us-east-1",
  });
  expect(graph.outputs["url"]).toMatch(/^https:\/\/sqs\.us-east-1\.amazonaws\.com\/\d{12}\/small-try-WorkQueue-/);
  expect(graph.resources.map(({ urn }) => urn)).toEqual(graph.resources.map(({ urn }) => urn).toSorted());
  expect(Object.isFrozen(named(graph, "WorkQueue").inputs)).toBe(true);
});

test("the app is described as the CLI completes it", async () => {
  const { app } = await run("");

  expect(app).toEqual({
    name: "small",
    home: "aws",
    protect: false,
    removal: "retain",
    providers: { aws: { region: "us-east-1", defaultTags: { tags: { "sst:app": "small", "sst:stage": "try" } } } },
  });
});

test("a function of a second provider lands in its region, with its code in that region's bucket", async () => {
  const graph = await run(`
    const provider = new aws.Provider("West", { region: "us-west-2" });
    new sst.aws.Function("Here", ${FUNCTION});
    new sst.aws.Function("There", ${FUNCTION}, { provider });`);

  expect(named(graph, "HereFunction")).toMatchObject({
    region: "us-east-1",
    inputs: { s3Bucket: "sst-asset-us-east-1" },
  });
  expect(named(graph, "ThereFunction")).toMatchObject({
    region: "us-west-2",
    inputs: { s3Bucket: "sst-asset-us-west-2" },
  });
  expect(named(graph, "ThereFunction").provider).toMatch(/::pulumi:providers:aws::West$/);
});

test.each([
  ["in the program", `throw new Error("no such luck");`],
  ["in an apply", `$output(1).apply(() => { throw new Error("no such luck"); });`],
  ["in a promise that nobody awaits", `void Promise.reject(new Error("no such luck")); await new Promise(() => {});`],
])("an error %s ends the run with its message", async (_, body) => {
  await expect(run(body)).rejects.toThrow("no such luck");
});

test("a question that has no answer ends the run, and is named", async () => {
  await expect(run(`aws.ec2.getVpcOutput({ default: true });`)).rejects.toThrow(/aws:ec2\/getVpc:getVpc/);
});

test("a name that occurs twice ends the run", async () => {
  const twice = `new aws.sns.Topic("Alerts", {}); new aws.sns.Topic("Alerts", {});`;

  await expect(run(twice)).rejects.toThrow(/Duplicate resource URN .*::Alerts/);
});

test("a program that never ends is given up", async () => {
  await expect(run("await new Promise(() => {});", { timeoutMs: 500 })).rejects.toThrow(/did not end within 0.5 s/);
});
