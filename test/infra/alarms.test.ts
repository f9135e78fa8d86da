/** What wakes somebody, and what they read then, as far as the rules of the suite do not say it of each stack. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENTS } from "@tandem/infra/stage";
import { must } from "@tandem/kernel";
import { FLOWS } from "@tandem/resilience/flows";
import { expect, test } from "vitest";
import { deploy, type EnvironmentUnderTest, FIRST_WALK, PRODUCTION, resourcesOf } from "./deployment.ts";
import { ROOT } from "./graph/platform.ts";
import { ALARM_RULES } from "./rules/alarms.ts";
import { byAlarms } from "./rules/looked-at.ts";
import { MEASURE_RULES, watched } from "./rules/measures.ts";

const PART = "us-east-1";
const RUNBOOKS = join(ROOT, "docs", "runbooks");
const settings = must(ENVIRONMENTS["production"], "infra/stage.ts has a production");
const { domain: _, ...withoutDomain } = settings;

const NO_DOMAIN: EnvironmentUnderTest = {
  about: "production without a domain",
  name: "production",
  settings: withoutDomain,
  edits: [{ file: "infra/stage.ts", find: "    domain: {", replace: "    domain: undefined && {" }],
};

async function numbersIn(environment: EnvironmentUnderTest): Promise<readonly string[]> {
  const { stacks } = await deploy(environment, { parts: [PART] });
  return stacks.flatMap(byAlarms).map(({ name }) => name);
}

test("a peer that is not expected yet rings nothing by its silence", async () => {
  const numbers = await numbersIn(FIRST_WALK);

  expect(numbers).not.toContain("PeerAnswers");
  expect(numbers).not.toContain("BeatAgeSeconds");
  expect(numbers).toContain("ReplicationLatency");
});

test("without a domain there is no name to ask peers, checkers or a certificate by, and all the rest is watched", async () => {
  const deployment = await deploy(NO_DOMAIN, { parts: [PART] });
  const numbers = deployment.stacks.flatMap(byAlarms).map(({ name }) => name);

  expect(numbers).not.toContain("PeerAnswers");
  expect(numbers).not.toContain("DaysToExpiry");
  expect(numbers).toContain("BeatAgeSeconds");
  for (const rule of [...ALARM_RULES, ...MEASURE_RULES].filter((each) => each !== watched))
    expect(rule.check(deployment), rule.name).toEqual([]);
});

/** Each number an alarm looks at costs as much as an alarm, and a joined one five times that: these make what a route and a flow cost. */
const NUMBERS_PER_ROUTE_MAX = 11;
const NUMBERS_BESIDES_MAX = 40;
const JOINED_PER_FLOW_MAX = 1.6;

test("a region's alarms cost a few cents a route, and the rest does not grow with the routes", async () => {
  const { stacks } = await deploy(PRODUCTION, { parts: [PART] });
  const joined = stacks.flatMap((stack) => resourcesOf(stack, "aws:cloudwatch/compositeAlarm:CompositeAlarm"));

  expect(stacks.flatMap(byAlarms).length).toBeLessThanOrEqual(
    NUMBERS_BESIDES_MAX + NUMBERS_PER_ROUTE_MAX * FLOWS.flatMap(({ routes }) => routes).length,
  );
  expect(joined.length).toBeLessThanOrEqual(JOINED_PER_FLOW_MAX * FLOWS.length);
});

test("every runbook is in the index, and says symptom, confirm, act, verify and undo in this order", () => {
  const text = readFileSync(join(RUNBOOKS, "README.md"), "utf8");
  const files = readdirSync(RUNBOOKS).filter((file) => file !== "README.md");

  for (const file of files) {
    expect(text, file).toContain(`(${file}) |`);
    const parts = [...readFileSync(join(RUNBOOKS, file), "utf8").matchAll(/^\*\*(\w+)\.?\*\*/gm)].map(
      ([, part]) => part,
    );
    expect(parts, file).toEqual(["Symptom", "Confirm", "Act", "Verify", "Undo"]);
  }
});

test("a runbook gives commands for production as it is named, and none that is not there", () => {
  const scripts: unknown = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts;
  const text = readdirSync(RUNBOOKS)
    .map((file) => readFileSync(join(RUNBOOKS, file), "utf8"))
    .join("\n");

  const commands = [...text.matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => name);
  const tables = [...text.matchAll(/tandem-production-\d+/g)].map(([name]) => name);

  expect(commands.filter((name) => name === undefined || !Object.keys(scripts as object).includes(name))).toEqual([]);
  expect(new Set(tables)).toEqual(new Set([`tandem-production-${settings.generation}`]));
  expect(text).toContain(`ready-$R.${settings.domain?.name}/readyz`);
});
