import childProcess from "node:child_process";
import { setTimeout as after } from "node:timers/promises";
import { expect, test } from "vitest";
import { runProgram } from "./testing/run-program.ts";

test.each([
  ["in the program", `throw new Error("no such luck");`],
  ["in an apply", `$output(1).apply(() => { throw new Error("no such luck"); });`],
  ["in a promise that nobody awaits", `void Promise.reject(new Error("no such luck")); await new Promise(() => {});`],
  ["in a timer", `setTimeout(() => { throw new Error("no such luck"); }); await new Promise(() => {});`],
  ["in a component", `new sst.aws.Queue("Work", { transform: { queue() { throw new Error("no such luck"); } } });`],
])("an error %s ends the run with its message", async (_, body) => {
  await expect(runProgram(body)).rejects.toThrow("no such luck");
});

test("an error of app() ends the run with its message", async () => {
  const edits = [{ file: "sst.config.ts", find: "app: () => (", replace: "app: () => refuse() || (" }];

  await expect(runProgram("", { edits })).rejects.toThrow("refuse is not defined");
});

test("an error that comes after the run is nobody's, and the next run is whole", async () => {
  const late = `setTimeout(() => { throw new Error("late"); }, 50); void (async () => { await null; await Promise.reject(1); })();`;

  await expect(runProgram(`${late} throw new Error("first");`)).rejects.toThrow("first");
  const [next] = await Promise.all([runProgram(`new aws.sns.Topic("Alerts", {});`), after(100)]);

  expect(next.resources).toHaveLength(1);
});

test("a program that waits for ever is given up", async () => {
  await expect(runProgram("await new Promise(() => {});", { timeoutMs: 500 })).rejects.toThrow(
    /did not end within 0\.5 s/,
  );
});

test.each([
  ["", `aws.ec2.getVpcOutput({ default: true });`],
  [", also when the program takes no offence", `await aws.ec2.getVpc({ default: true }).catch(() => null);`],
])("a question without an answer ends the run, and is named%s", async (_, body) => {
  await expect(runProgram(body)).rejects.toThrow("aws:ec2/getVpc:getVpc");
});

test("what AWS could refuse too, the program may expect", async () => {
  const body = `return { found: await aws.dynamodb.getTable({ name: "orders" }).catch(({ message }) => message) };`;

  const { outputs } = await runProgram(body, { account: { tables: { orders: { exists: false } } } });

  expect(outputs["found"]).toMatch(/ResourceNotFoundException/);
});

test("a program gets no answers after the end of its run", async () => {
  const afterlife = Promise.withResolvers<string>();
  Object.assign(globalThis, { afterlife });
  const body = `
    setTimeout(() => {
      new aws.sns.Topic("Late", {}).arn.apply(() => afterlife.resolve("answered"));
      setTimeout(() => afterlife.resolve("came to rest"), 200);
    }, 20);
    throw new Error("first");`;

  await expect(runProgram(body)).rejects.toThrow("first");

  await expect(afterlife.promise).resolves.toBe("came to rest");
});

test("a name that occurs twice ends the run", async () => {
  const twice = `new aws.sns.Topic("Alerts", {}); new aws.sns.Topic("Alerts", {});`;

  await expect(runProgram(twice)).rejects.toThrow(/Duplicate resource URN .*::Alerts/);
});

test("a value made from an output that nobody computes ends the run, and says where", async () => {
  const body = `
    const alarm = new aws.sns.Topic("Alerts", {});
    new aws.ssm.Parameter("Kept", { type: "String", value: $interpolate\`owner \${alarm.owner}\` });`;

  await expect(runProgram(body)).rejects.toThrow(/::Kept value is given "owner undefined"/);
});

test("an app without a region is refused", async () => {
  const edits = [{ file: "sst.config.ts", find: `"region":"us-east-1"`, replace: "" }];

  await expect(runProgram("", { edits })).rejects.toThrow(/providers\.aws\.region/);
});

test("the process is given back as it was", async () => {
  const now = () => ({
    directory: process.cwd(),
    server: process.env["SST_SERVER"],
    print: console.log,
    run: childProcess.execFileSync,
  });
  const before = now();

  await expect(runProgram(`throw new Error("first");`)).rejects.toThrow();

  expect(now()).toEqual(before);
});
