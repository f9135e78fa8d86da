import { expect, test } from "vitest";
import { named, runProgram } from "./testing/run-program.ts";

const TOPIC = `const { topic } = await import("./infra/topic.ts"); topic();`;
const files = { "infra/topic.ts": `export const topic = () => new aws.sns.Topic("Alerts", { displayName: "calm" });` };

test("an edit changes what is run, and no file", async () => {
  const edits = [{ file: "infra/topic.ts", find: "calm", replace: "$& loud" }];

  const graph = await runProgram(TOPIC, { files, edits });

  expect(named(graph, "Alerts").inputs["displayName"]).toBe("$& loud");
});

test("edits of one file follow each other, and app() sees them too", async () => {
  const edits = [
    { file: "infra/topic.ts", find: "calm", replace: "louder" },
    { file: "infra/topic.ts", find: "louder", replace: "loudest" },
    { file: "sst.config.ts", find: "us-east-1", replace: "eu-west-1" },
  ];

  const graph = await runProgram(TOPIC, { files, edits });

  expect(named(graph, "Alerts")).toMatchObject({ region: "eu-west-1", inputs: { displayName: "loudest" } });
});

test.each([
  ["hits nothing", { file: "infra/topic.ts", find: "angry", replace: "" }, /"angry" 0 times/],
  ["hits more than once", { file: "infra/topic.ts", find: "o", replace: "" }, /"o" \d+ times/],
  [
    "is of a file that is not loaded",
    { file: "infra/other.ts", find: "calm", replace: "" },
    /infra\/other\.ts.*not load/,
  ],
])("an edit that %s is an error", async (_, edit, reason) => {
  await expect(runProgram(TOPIC, { files, edits: [edit] })).rejects.toThrow(reason);
});

test("a program may import what its workspace has, by path and by name", async () => {
  const workspace = {
    "infra/topic.ts": `import { display } from "@some/words"; export const topic = () => new aws.sns.Topic("Alerts", { displayName: display });`,
    "node_modules/@some/words/package.json": `{ "name": "@some/words", "type": "module", "exports": { ".": "./src/index.ts" } }`,
    "node_modules/@some/words/src/index.ts": `export const display: string = "by name";`,
  };

  const graph = await runProgram(TOPIC, { files: workspace });

  expect(named(graph, "Alerts").inputs["displayName"]).toBe("by name");
});
